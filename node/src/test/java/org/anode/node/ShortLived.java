package org.anode.node;

import java.util.List;
import java.util.stream.Stream;

/** How tests start JVMs of nodes: what the check sets, so that they do not spend their short lives on compiling. */
public final class ShortLived {
    private ShortLived() {}

    /** Empty outside of tests: a benchmark measures nodes as people have them. */
    public static List<String> flags() {
        return Stream.of(System.getProperty("anode.tests.jvm", "").split(" "))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }
}
