package org.anode.kernel.process;

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
}
