package org.anode.schema.engine;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.automerge.Document;
import org.automerge.Opened;

/**
 * The native code of automerge-java. The one class of this module that does I/O: it unpacks the library once per user
 * instead of once per process, and picks the one the jar holds but never selects (Linux on ARM).
 */
public final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Unpacks the library into {@code directory} unless it is there, loads it and proves that it works. Call once, before
     * the first document; later calls do nothing. Without it the first document unpacks into a temporary folder.
     *
     * @throws IllegalStateException with a sentence for the user: platform, class path order, disk
     */
    public static synchronized void load(Path directory) {
        if (loaded) return;
        Opened.provePatched();
        try {
            Opened.load(unpacked(directory));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The Automerge library could not be unpacked into " + directory + " (" + e
                            + "); free space there or choose another folder.",
                    e);
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "The Automerge library does not run here (" + e.getMessage()
                            + "); it needs Linux with glibc 2.34 or newer, or macOS.",
                    e);
        }
        new Document().free(); // a patch log made before any document finds no native code
        loaded = true;
    }

    static synchronized void ensureLoaded() {
        if (loaded) return;
        try {
            var directory = Files.createTempDirectory("anode-native");
            directory.toFile().deleteOnExit();
            load(directory);
            try (var files = Files.list(directory)) {
                files.forEach(f -> f.toFile().deleteOnExit());
            }
        } catch (IOException e) {
            throw new IllegalStateException("There is no room for temporary files (" + e + ").", e);
        }
    }

    static Path unpacked(Path directory) throws IOException {
        var platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        var resource = Document.class.getResource("/native/" + platform);
        if (resource == null)
            throw new IllegalStateException("automerge.jar is damaged: it holds no native/" + platform + ".");
        long size = size(resource);
        var file = directory.resolve(Opened.nativeVersion() + "-" + size + "-" + platform.replace('/', '-'));
        if (Files.notExists(file) || Files.size(file) != size) unpack(resource, directory, file);
        return file;
    }

    private static long size(URL resource) throws IOException {
        var connection = resource.openConnection();
        connection.setUseCaches(false);
        try (var _ = connection.getInputStream()) {
            return connection.getContentLengthLong();
        }
    }

    /** Whole or not at all: another process may be doing the same. */
    private static void unpack(URL resource, Path directory, Path file) throws IOException {
        Files.createDirectories(directory);
        var partial = Files.createTempFile(directory, "automerge", ".partial");
        try (var in = resource.openStream()) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** The library's place in the jar, under {@code native/}. */
    static String platform(String os, String arch) {
        var name = os.toLowerCase(Locale.ROOT);
        var cpu =
                switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "aarch64";
                    default -> "";
                };
        if (!cpu.isEmpty() && name.contains("linux")) return cpu + "-unknown-linux-gnu/libautomerge_jni.so";
        if (!cpu.isEmpty() && name.contains("mac")) return cpu + "-apple-darwin/libautomerge_jni.dylib";
        throw new IllegalStateException(
                "Anode runs on Linux and macOS with an x86-64 or ARM64 processor, not on " + os + " " + arch + ".");
    }
}
