package org.anode.node;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * JVMs that tests and benchmarks start: like this one. Property {@code anode.tests.jvm} has more flags, so that those of
 * tests do not spend their lives on compiling; {@code anode.tests.app} the folder of what the launcher built from the same
 * sources: then they are what it starts, with its cache of loaded classes.
 */
public final class ShortLived {
    private ShortLived() {}

    /** @param arguments flags of the JVM, the main class and its words */
    public static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ThisJvm.java());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        Stream.of(property("anode.tests.jvm").split(" "))
                .filter(flag -> !flag.isEmpty())
                .forEach(command::add);
        var classPath = ThisJvm.classPath();
        var app = property("anode.tests.app");
        if (!app.isEmpty()) {
            command.addAll(List.of("-XX:AOTCache=" + app + "/anode.aot", "-Xlog:disable", "-Xlog:all=error:stderr"));
            classPath = app + "/anode.jar" + File.pathSeparator + classPath;
        }
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
