package org.anode.schema.chunk;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import org.anode.schema.Bytes;

/** Makes chunks with a right checksum around any body, as a member with bad intentions can. */
public final class Forge {
    private static final int MAGIC = 0x856f4a83;

    private Forge() {}

    /** The undeflated body of a sound chunk. */
    public static byte[] body(ChangeChunk chunk) {
        var encoded = chunk.encoded().toArray();
        var cursor = new Cursor(encoded, 0, encoded.length);
        try {
            return Frame.body(Frame.readHeader(cursor, MAGIC).type(), cursor, Limits.OWN);
        } catch (MalformedChunk e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Bytes chunk(byte[] body) {
        return Frame.encode(MAGIC, 1, Frame.hash(1, body), body);
    }

    /** With the checksum of {@code body} but any type and payload. */
    public static Bytes chunk(int type, byte[] body, byte[] payload) {
        return Frame.encode(MAGIC, type, Frame.hash(1, body), payload);
    }

    public static Bytes deflated(byte[] body) {
        return chunk(2, body, deflate(body));
    }

    public static byte[] deflate(byte[] body) {
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(body);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
            return out.toByteArray();
        }
    }

    public static byte[] unsigned(long value) {
        var out = new ByteArrayOutputStream();
        long rest = value;
        for (; Long.compareUnsigned(rest, 0x80) >= 0; rest >>>= 7) out.write((int) (rest & 0x7f) | 0x80);
        out.write((int) rest);
        return out.toByteArray();
    }
}
