package org.anode.node.bench.relay;

import io.netty.buffer.ByteBuf;

/** A message as its publisher sends it. Its payload begins with a stamp: when it was sent, and the how-manieth it is. */
final class Template {
    static final int STAMP_BYTES = 8 + 8;

    private final byte[] bytes;
    private final int stampAt;
    private final long mask;

    /**
     * @param bytes   taken over
     * @param stampAt where in the bytes
     * @param mask    what the stamp's numbers are masked with
     */
    Template(byte[] bytes, int stampAt, long mask) {
        this.bytes = bytes;
        this.stampAt = stampAt;
        this.mask = mask;
    }

    int size() {
        return bytes.length;
    }

    void write(ByteBuf out, long sentNs, long number) {
        int at = out.writerIndex() + stampAt;
        out.writeBytes(bytes);
        out.setLong(at, sentNs ^ mask).setLong(at + 8, number ^ mask);
    }
}
