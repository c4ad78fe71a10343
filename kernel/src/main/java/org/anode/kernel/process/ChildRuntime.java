package org.anode.kernel.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A way to start a child JVM.
 *
 * @param javaHome  a JDK or an image of one
 * @param flags     what this way needs beyond what every child gets
 * @param classPath in this order
 */
public record ChildRuntime(Path javaHome, List<String> flags, List<Path> classPath) {
    /** Tells the child that there is a compiler to tune. */
    public static final String JIT = "-Danode.kernel.jit=true";

    public ChildRuntime {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
    }

    /**
     * Needs nothing prepared: the installed JDK, with Truffle's compiler in the place of the empty module it ships, if
     * there is one.
     */
    public static ChildRuntime plain(KernelInstall install) {
        var flags = install.compilerDir()
                .map(dir -> List.of(
                        "-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "--upgrade-module-path=" + dir, JIT))
                .orElse(List.of());
        return new ChildRuntime(install.javaHome(), flags, install.classPath());
    }

    public Path java() {
        return javaHome.resolve("bin").resolve("java");
    }
}
