package org.anode.schema.chunk;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;

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
    static byte[] body(int type, Cursor cursor, Limits limits) throws MalformedChunk {
        if (type != ChunkCodec.TYPE_CHANGE && type != ChunkCodec.TYPE_DEFLATED)
            throw new MalformedChunk("chunk type " + type + " is not a change");
        long length = cursor.unsigned(limits.bodyBytesMax(), "length");
        if (length > cursor.remaining()) throw new MalformedChunk("ends early");
        var stored = cursor.take((int) length).toArray();
        return type == ChunkCodec.TYPE_CHANGE ? stored : inflate(stored, limits);
    }

    private static byte[] inflate(byte[] deflated, Limits limits) throws MalformedChunk {
        int max = (int) Math.min(limits.bodyBytesMax(), (long) limits.ratioMax() * deflated.length);
        var body = new byte[max + 1]; // one more, to see that it would go on
        try (var inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            int size = 0;
            int step;
            while (size <= max && (step = inflater.inflate(body, size, body.length - size)) > 0) size += step;
            if (size > max) throw new MalformedChunk("inflates to more than " + max + " bytes");
            if (!inflater.finished() || inflater.getRemaining() > 0) throw new MalformedChunk("not one deflate stream");
            return Arrays.copyOf(body, size);
        } catch (DataFormatException e) {
            throw new MalformedChunk("not one deflate stream");
        }
    }

    static ChangeHash hash(int type, byte[] body) {
        var hashed = new ByteArrayOutputStream(body.length + 12);
        hashed.write(type);
        writeUnsigned(hashed, body.length);
        hashed.writeBytes(body);
        return new ChangeHash(Bytes.wrap(hashed.toByteArray()).sha256());
    }

    static Bytes encode(int magic, int type, ChangeHash hash, byte[] body) {
        var frame = new ByteArrayOutputStream(body.length + 20);
        for (int shift = 24; shift >= 0; shift -= 8) frame.write(magic >>> shift);
        frame.writeBytes(hash.value().slice(0, CHECKSUM_BYTES).toArray());
        frame.write(type);
        writeUnsigned(frame, body.length);
        frame.writeBytes(body);
        return Bytes.wrap(frame.toByteArray());
    }

    static void writeUnsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; rest >= 0x80; rest >>>= 7) out.write((int) (rest & 0x7f) | 0x80);
        out.write((int) rest);
    }
}
