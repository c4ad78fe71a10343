package org.anode.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** JVMs that tests and benchmarks start: like this one, and under the check without spending their lives on compiling. */
public final class ShortLived {
    private ShortLived() {}

    /** @param arguments flags of the JVM, the main class and its words */
    public static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ThisJvm.java());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(flags());
        command.addAll(List.of("-cp", ThisJvm.classPath()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Empty outside of tests: a benchmark measures nodes as people have them. */
    private static List<String> flags() {
        return Stream.of(System.getProperty("anode.tests.jvm", "").split(" "))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }
}
