package org.anode.kernel.frame;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes frames to a channel, blocking while it is full; one thread. */
public final class FrameWriter {
    private final WritableByteChannel channel;

    public FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** @throws FrameTooLarge if the frame exceeds the limit; the channel is untouched */
    public void write(Frame frame) throws IOException {
        var bytes = FrameCodec.encode(frame);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
