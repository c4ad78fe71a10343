package org.anode.kernel.process;

/** How many runs have ended, and how many of their marks came through stdout and stderr. */
final class RawMarkCount {
    private long expected;
    private long out;
    private long err;

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

    boolean complete() {
        return out >= expected && err >= expected;
    }
}
