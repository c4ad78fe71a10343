package org.anode.node.room;

/** Bytes that may be held, and those that are. Belongs to one thread. */
final class Allowance {
    private final long bytesMax;
    private long bytes;

    Allowance(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** @return false if so many more are too many; then nothing is taken */
    boolean take(int more) {
        if (bytes + more > bytesMax) return false;
        bytes += more;
        return true;
    }

    void giveBack(int fewer) {
        bytes -= fewer;
    }

    long bytes() {
        return bytes;
    }
}
