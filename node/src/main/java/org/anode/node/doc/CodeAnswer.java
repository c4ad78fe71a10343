package org.anode.node.doc;

import java.util.List;
import java.util.Map;

/** What became of a question about code; given once for each. */
public sealed interface CodeAnswer {
    /** Each of {@code matches} may replace the UTF-16 units {@code [from, to)} of the source asked about. */
    record Completions(List<String> matches, int from, int to) implements CodeAnswer {
        public Completions {
            matches = List.copyOf(matches);
        }
    }

    /** What is known of the name at the cursor, by MIME type, {@code text/plain} at least; empty if nothing is. */
    record Documentation(Map<String, String> data) implements CodeAnswer {
        public Documentation {
            data = Map.copyOf(data);
        }
    }

    /** There is no answer. {@code why} is a sentence for people. */
    record None(String why) implements CodeAnswer {}

    /** Hears the answer on the notebook's own thread; must not block. */
    @FunctionalInterface
    interface Listener {
        void on(CodeAnswer answer);
    }
}
