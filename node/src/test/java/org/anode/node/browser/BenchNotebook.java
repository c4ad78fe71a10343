package org.anode.node.browser;

import java.util.List;
import java.util.stream.IntStream;

/** The large notebook that pages are measured with: code cells that print the time. */
final class BenchNotebook {
    static final int CELLS = 500;

    private static final int CELL_CHARS = 2048;

    private BenchNotebook() {}

    static List<String> sources() {
        return IntStream.range(0, CELLS).mapToObj(BenchNotebook::source).toList();
    }

    private static String source(int cell) {
        var source = new StringBuilder("print(__import__('time').time())\n");
        for (int line = 0; source.length() < CELL_CHARS; line++)
            source.append("# value_%d = compute(cell=%d, line=%d, factor=1.5)  # a line like others\n"
                    .formatted(line, cell, line));
        return source.substring(0, CELL_CHARS);
    }
}
