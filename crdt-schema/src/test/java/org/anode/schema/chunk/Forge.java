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
        var cursor = new Cursor(chunk.encoded());
        try {
            return Frame.body(Frame.readHeader(cursor, MAGIC).type(), cursor, Limits.OWN)
                    .rest();
        } catch (MalformedChunk e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Bytes chunk(byte[] body) {
        return chunk(1, body, body);
    }

    /** With the checksum of {@code body} but any type and payload. */
    public static Bytes chunk(int type, byte[] body, byte[] payload) {
        var hash = Frame.hash(1, new Cursor(Bytes.copyOf(body))).value();
        return Bytes.concat(
                Bytes.hex("856f4a83"),
                hash.slice(0, 4),
                Bytes.wrap(new byte[] {(byte) type}),
                Bytes.wrap(unsigned(payload.length)),
                Bytes.copyOf(payload));
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
