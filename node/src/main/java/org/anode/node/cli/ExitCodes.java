package org.anode.node.cli;

/** What scripts see of a command. */
final class ExitCodes {
    /** Done and saved. */
    static final int DONE = 0;

    /** Failed or refused. */
    static final int FAILED = 1;

    /** Asked wrongly. */
    static final int USAGE = 2;

    private ExitCodes() {}
}
