package org.anode.kernel.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a kernel's program lies.
 *
 * @param javaHome    a JDK 25 or newer
 * @param classPath   the jars (or class folders) of the child: this module, polyglot and GraalPy
 * @param compilerDir the compiler's jars; without them Python runs in the interpreter only
 * @param cacheDir    once per user: images and caches that make later starts faster
 */
public record KernelInstall(Path javaHome, List<Path> classPath, Optional<Path> compilerDir, Path cacheDir) {
    public KernelInstall {
        classPath = List.copyOf(classPath);
    }

    /**
     * The layout that the build leaves: jars in {@code folder/child}, the compiler's in {@code folder/compiler}.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static KernelInstall packaged(Path javaHome, Path folder, Path cacheDir) {
        var compiler = folder.resolve("compiler");
        return new KernelInstall(
                javaHome,
                jars(folder.resolve("child")),
                Files.isDirectory(compiler) ? Optional.of(compiler) : Optional.empty(),
                cacheDir);
    }

    /** In a fixed order: the class path is part of what a cache is made for. */
    private static List<Path> jars(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
