package org.anode.schema;

/** What a decoder makes of bytes from a peer or a disk: the thing, or why not. Never an exception (SY-14). */
public sealed interface Parsed<T> {
    record Ok<T>(T value) implements Parsed<T> {}

    /** @param reason for counting, logs and doctors: what was expected and not there */
    record Malformed<T>(String reason) implements Parsed<T> {}
}
