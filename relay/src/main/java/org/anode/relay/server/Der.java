package org.anode.relay.server;

import java.nio.ByteBuffer;
import org.anode.relay.wire.Bytes;

/** As much of ASN.1's DER (X.690) as it takes to wrap a key: a tag, a length, and that many bytes. Pure. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int SEQUENCE = 0x30;

    /** Files of keys are shorter. */
    private static final int SIZE_MAX = 0xffff;

    private Der() {}

    static Bytes of(int tag, Bytes... parts) {
        int size = 0;
        for (var part : parts) size += part.size();
        if (size > SIZE_MAX) throw new IllegalArgumentException("too long: " + size);
        var out = ByteBuffer.allocate(4 + size).put((byte) tag);
        if (size < 0x80) out.put((byte) size);
        else if (size < 0x100) out.put((byte) 0x81).put((byte) size);
        else out.put((byte) 0x82).putShort((short) size);
        for (var part : parts) out.put(part.asReadOnlyBuffer());
        return Bytes.of(out.flip());
    }

    /** The first of what a sequence holds, with its tag and length. */
    static Bytes first(Bytes sequence) {
        var in = sequence.asReadOnlyBuffer();
        var _ = size(in);
        int start = in.position();
        int size = size(in);
        return Bytes.of(in.slice(start, in.position() - start + size));
    }

    private static int size(ByteBuffer in) {
        in.get();
        int size = in.get() & 0xff;
        if (size < 0x80) return size;
        int bytes = size & 0x7f;
        size = 0;
        for (int i = 0; i < bytes; i++) size = (size << 8) | (in.get() & 0xff);
        return size;
    }
}
