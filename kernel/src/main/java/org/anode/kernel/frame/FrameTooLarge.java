package org.anode.kernel.frame;

/** A frame that would exceed {@link FrameCodec#FRAME_BYTES_MAX}; nothing of it was sent. */
public final class FrameTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    FrameTooLarge(long bytes) {
        super(bytes + " bytes are more than one frame may hold (" + FrameCodec.FRAME_BYTES_MAX + ")");
    }
}
