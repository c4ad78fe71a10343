package org.anode.kernel.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a child JVM. */
public final class ChildCommand {
    static final String MAIN = "org.anode.kernel.child.ChildMain";

    /** What every child gets, whatever its runtime; an AOT cache serves only under the flags it was made with. */
    private static final List<String> FLAGS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.serialFilter=!*",
            "-Dpolyglot.engine.WarnInterpreterOnly=false");

    private ChildCommand() {}

    /** @param more flags of this start alone, before the main class */
    public static List<String> of(
            ChildRuntime runtime, int heapMiB, List<String> more, String mainClass, String... arguments) {
        var command = new ArrayList<String>();
        command.add(runtime.java().toString());
        command.addAll(runtime.flags());
        command.add("-Xmx" + heapMiB + "m");
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(List.of("-cp", classPath(runtime.classPath()), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
