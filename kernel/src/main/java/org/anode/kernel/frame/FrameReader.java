package org.anode.kernel.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** Reads frames from a channel; one thread. */
public final class FrameReader {
    private final ReadableByteChannel channel;
    /** Larger frames get a buffer of their own, so that one picture does not stay in memory. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10).limit(0);

    private boolean broken;

    public FrameReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Blocks for the next frame. Empty at the end of the channel, also in mid-frame, and after a length beyond the
     * limit, since no frame can be found behind it.
     */
    public Optional<Decoded> next() throws IOException {
        if (broken || !fill(Integer.BYTES)) {
            return Optional.empty();
        }
        var length = buffer.getInt();
        if (length < 0 || length > FrameCodec.FRAME_BYTES_MAX) {
            broken = true;
            return Optional.of(new Decoded.Malformed("a frame of " + Integer.toUnsignedString(length) + " bytes"));
        }
        return length > buffer.capacity() ? large(length) : small(length);
    }

    private Optional<Decoded> small(int length) throws IOException {
        if (!fill(length)) {
            return Optional.empty();
        }
        var decoded = FrameCodec.decode(buffer.slice(buffer.position(), length));
        buffer.position(buffer.position() + length);
        return Optional.of(decoded);
    }

    private Optional<Decoded> large(int length) throws IOException {
        var body = ByteBuffer.allocate(length).put(buffer);
        while (body.hasRemaining()) {
            if (channel.read(body) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(FrameCodec.decode(body.flip()));
    }

    /** Makes at least {@code bytes} readable; false at the end of the channel. */
    private boolean fill(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return true;
        }
        buffer.compact();
        try {
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    return false;
                }
            }
            return true;
        } finally {
            buffer.flip();
        }
    }
}
