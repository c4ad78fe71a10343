package org.anode.schema.chunk;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Sha256;

/** The outside of a chunk: header, deflate, hash. */
final class Frame {
    private static final int CHECKSUM_BYTES = 4;

    private Frame() {}

    record Header(Bytes checksum, int type) {}

    static Header readHeader(Cursor cursor, int magic) throws MalformedChunk {
        for (int shift = 24; shift >= 0; shift -= 8)
            if (cursor.unsignedByte() != ((magic >>> shift) & 0xff)) throw new MalformedChunk("no magic bytes");
        return new Header(cursor.take(CHECKSUM_BYTES), cursor.unsignedByte());
    }

    /** Reads length and body, inflated if need be; refuses every type but a change. */
    static Cursor body(int type, Cursor cursor, Limits limits) throws MalformedChunk {
        if (type != ChunkCodec.TYPE_CHANGE && type != ChunkCodec.TYPE_DEFLATED)
            throw new MalformedChunk("chunk type " + type + " is not a change");
        long length = cursor.unsigned(limits.bodyBytesMax(), "length");
        if (length > cursor.remaining()) throw new MalformedChunk("ends early");
        var stored = cursor.sub((int) length);
        return type == ChunkCodec.TYPE_CHANGE ? stored : new Cursor(inflate(stored.rest(), limits));
    }

    private static Bytes inflate(byte[] deflated, Limits limits) throws MalformedChunk {
        int max = (int) Math.min(limits.bodyBytesMax(), (long) limits.ratioMax() * deflated.length);
        var body = new byte[max + 1]; // one more, to see that it would go on
        try (var inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            int size = 0;
            int step;
            while (size <= max && (step = inflater.inflate(body, size, body.length - size)) > 0) size += step;
            if (size > max) throw new MalformedChunk("inflates to more than " + max + " bytes");
            if (!inflater.finished() || inflater.getRemaining() > 0) throw new MalformedChunk("not one deflate stream");
            return Bytes.wrap(Arrays.copyOf(body, size));
        } catch (DataFormatException e) {
            throw new MalformedChunk("not one deflate stream");
        }
    }

    static ChangeHash hash(int type, Cursor body) {
        var hash = new Sha256().add((byte) type);
        long rest = body.remaining();
        for (; rest >= 0x80; rest >>>= 7) hash.add((byte) (rest | 0x80));
        hash.add((byte) rest);
        body.addRestTo(hash);
        return new ChangeHash(hash.hash());
    }

    static void writeUnsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; rest >= 0x80; rest >>>= 7) out.write((int) (rest & 0x7f) | 0x80);
        out.write((int) rest);
    }
}
