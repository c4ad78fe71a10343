package org.anode.kernel.process;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * What comes with Truffle's compiler. The JVM's own second compiler is left out: hot Python is compiled by Truffle's,
     * and on two cores the two fight for the processor (whole notebooks took half the processor time without it).
     */
    public static final List<String> COMPILING =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "-XX:TieredStopAtLevel=1", JIT);

    public ChildRuntime {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
    }

    /**
     * Needs nothing prepared: the installed JDK, with Truffle's compiler in the place of the empty module it ships, if
     * there is one.
     */
    public static ChildRuntime plain(KernelInstall install) {
        var flags = install.compilerDir().map(ChildRuntime::compiling).orElse(List.of());
        return new ChildRuntime(install.javaHome(), flags, install.classPath());
    }

    private static List<String> compiling(Path compilerDir) {
        var flags = new ArrayList<>(COMPILING);
        flags.add("--upgrade-module-path=" + compilerDir);
        return flags;
    }

    public Path java() {
        return javaHome.resolve("bin").resolve("java");
    }
}
