package org.anode.kernel.process;

/** How many runs have ended, and how many of their marks came through stdout and stderr, as long as those are open. */
final class RawMarkCount {
    private long expected;
    private long out;
    private long err;
    private boolean outEnded;
    private boolean errEnded;

    void expect() {
        expected++;
    }

    void seen(String name) {
        if (name.equals("stdout")) {
            out++;
        } else {
            err++;
        }
    }

    /** No more marks will come through it. */
    void end(String name) {
        if (name.equals("stdout")) {
            outEnded = true;
        } else {
            errEnded = true;
        }
    }

    /** Whether both are at their ends. */
    boolean ended() {
        return outEnded && errEnded;
    }

    boolean complete() {
        return (outEnded || out >= expected) && (errEnded || err >= expected);
    }
}
