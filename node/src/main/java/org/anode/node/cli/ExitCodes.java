package org.anode.node.cli;

/** What scripts see of a command. */
final class ExitCodes {
    /** Done and saved. */
    static final int DONE = 0;

    /** Failed or refused. */
    static final int FAILED = 1;

    /** Asked wrongly. */
    static final int USAGE = 2;

    /** Whoever read the result closed the pipe: what a shell says of a program that SIGPIPE ended. */
    static final int READER_GONE = 128 + 13;

    private ExitCodes() {}
}
