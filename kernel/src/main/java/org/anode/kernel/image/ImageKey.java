package org.anode.kernel.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.kernel.process.KernelInstall;

/**
 * What an image was made for. Jars count by path, size and time, as the JVM itself checks them before it uses an AOT
 * cache: hashing 160 MB at every start would cost more than it saves.
 */
final class ImageKey {
    /** Raised when images are made in another way. */
    private static final int FORMAT = 1;

    private static final int NAME_BYTES = 12;

    private ImageKey() {}

    /** @throws IOException if a jar is missing */
    static String of(KernelInstall install) throws IOException {
        var digest = sha256();
        digest.update((FORMAT + "\n" + install.javaHome() + "\n").getBytes(UTF_8));
        digest.update(Files.readAllBytes(install.javaHome().resolve("release")));
        for (var jar : jars(install)) {
            digest.update((jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar) + "\n").getBytes(UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
    }

    private static List<Path> jars(KernelInstall install) throws IOException {
        return Stream.concat(install.classPath().stream(), compiler(install.compilerDir()).stream())
                .toList();
    }

    private static List<Path> compiler(Optional<Path> folder) throws IOException {
        if (folder.isEmpty()) {
            return List.of();
        }
        try (var files = Files.list(folder.get())) {
            return files.sorted().toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
