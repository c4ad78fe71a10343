package org.anode.relay.wire;

/** What a decoder makes of bytes from a peer: the message, or why not. Never an exception. */
public sealed interface Decoded<T> {
    record Ok<T>(T message) implements Decoded<T> {}

    /** A type of a later version: to be counted and passed over. */
    record Unknown<T>(int type) implements Decoded<T> {}

    /** @param reason what was expected and not there */
    record Malformed<T>(String reason) implements Decoded<T> {}
}
