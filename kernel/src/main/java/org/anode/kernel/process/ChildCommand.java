package org.anode.kernel.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.anode.kernel.KernelSpec;

/** The command line of a child JVM. */
final class ChildCommand {
    private static final String MAIN = "org.anode.kernel.child.ChildMain";

    /** What a JDK needs to let Truffle's compiler take the place of the empty module it ships. */
    private static final List<String> COMPILER_FLAGS = List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI");

    private ChildCommand() {}

    static List<String> of(KernelInstall install, KernelSpec spec, Path socket) {
        var command = new ArrayList<String>();
        command.add(install.javaHome().resolve("bin").resolve("java").toString());
        install.compilerDir().ifPresent(dir -> {
            command.addAll(COMPILER_FLAGS);
            command.add("--upgrade-module-path=" + dir);
            command.add("-Danode.kernel.jit=true");
        });
        command.addAll(flags(spec));
        command.addAll(List.of("-cp", classPath(install.classPath()), MAIN, socket.toString()));
        return command;
    }

    private static List<String> flags(KernelSpec spec) {
        return List.of(
                "-Xmx" + spec.heapMiB() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.serialFilter=!*",
                "-Dpolyglot.engine.WarnInterpreterOnly=false");
    }

    static String classPath(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
