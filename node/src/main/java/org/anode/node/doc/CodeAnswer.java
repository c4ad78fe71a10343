package org.anode.node.doc;

import java.util.List;
import java.util.Map;
import org.anode.kernel.Variable;

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

    /**
     * What cells named.
     *
     * @param more how many there are beside those
     */
    record Variables(List<Variable> variables, int more) implements CodeAnswer {
        public Variables {
            variables = List.copyOf(variables);
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
