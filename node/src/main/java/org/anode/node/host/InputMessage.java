package org.anode.node.host;

import org.anode.schema.ExecId;

/** What nodes say to each other about a run that waits for input (EX-17). Nothing of it is kept. */
public sealed interface InputMessage {
    /** UTF-16 units of what a cell says as it asks: more than anybody reads; the rest is left out. */
    int PROMPT_UNITS_MAX = 16 << 10;

    /** UTF-8 bytes of an answer: far more than anybody types. */
    int ANSWER_BYTES_MAX = 256 << 10;

    ExecId exec();

    /**
     * The host to everybody, again while nobody answers.
     *
     * @param nr       which question of that host's, ascending
     * @param password whether the answer must not be seen
     */
    record Asked(ExecId exec, long nr, String text, boolean password) implements InputMessage {}

    /** To the host: somebody sees the question. */
    record Seen(ExecId exec, long nr) implements InputMessage {}

    /** To the host, sealed for it. */
    record Answered(ExecId exec, long nr, String text) implements InputMessage {
        /** What is answered must not stand in a log. */
        @Override
        public String toString() {
            return "Answered[" + exec + ", " + nr + "]";
        }
    }

    /** The host to everybody: it waits no more. */
    record Settled(ExecId exec, long nr) implements InputMessage {}
}
