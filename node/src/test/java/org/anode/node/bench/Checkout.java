package org.anode.node.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The checkout a benchmark runs from, and the programs it starts there. */
final class Checkout {
    /** Nothing measured here takes longer; what does is stuck. */
    private static final long PROCESS_MINUTES_MAX = 15;

    private Checkout() {}

    /** The folder that holds the launcher. */
    static Path root() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.isExecutable(at.resolve("anode")) && Files.exists(at.resolve("pom.xml"))) return at;
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
    }

    /** The standard output of a program that must end well; empty where the program is not installed. */
    static Optional<String> output(Path directory, List<String> command) throws IOException, InterruptedException {
        return output(directory, command, "");
    }

    /** @param input what it reads from its standard input, before it writes */
    static Optional<String> output(Path directory, List<String> command, String input)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
        try {
            give(process, input);
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PROCESS_MINUTES_MAX, TimeUnit.MINUTES) || process.exitValue() != 0)
                return Optional.empty();
            return Optional.of(text);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void give(Process process, String input) {
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        } catch (IOException ended) {
            // Its exit value says why.
        }
    }

    /** Removes a folder a benchmark made. */
    static void delete(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
