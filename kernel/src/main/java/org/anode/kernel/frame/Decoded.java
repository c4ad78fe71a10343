package org.anode.kernel.frame;

/** What a frame's bytes turned out to be; a broken frame is a value, not an exception. */
public sealed interface Decoded {
    record Ok(Frame frame) implements Decoded {}

    /** A type this version does not know: counted and passed over. */
    record Unknown(int type) implements Decoded {}

    record Malformed(String reason) implements Decoded {}
}
