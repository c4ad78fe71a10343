package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program in JavaScript that a benchmark compares with, and the packages it needs, in a folder of their own. */
final class NpmPeer {
    private NpmPeer() {}

    /**
     * Empty where npm is missing or the registry can't be reached; the table then has no such peer.
     *
     * @param name its folder among the benchmarks' files
     * @param folder gets a folder of that name
     */
    static Optional<Path> install(String name, Path folder) throws IOException, InterruptedException {
        var peer = Files.createDirectory(folder.resolve(name));
        try (var files =
                Files.list(Checkout.root().resolve("node/src/test/bench").resolve(name))) {
            for (var file : files.toList()) Files.copy(file, peer.resolve(file.getFileName()));
        }
        return Checkout.output(peer, List.of("npm", "install", "--no-audit", "--no-fund", "--silent"))
                .map(installed -> peer);
    }
}
