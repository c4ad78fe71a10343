package org.anode.schema.engine;

/** What came of loading a snapshot. */
public sealed interface Loaded {
    /** @param document the caller's to close */
    record Ok(AutomergeDoc document) implements Loaded {}

    record Malformed(String reason) implements Loaded {}
}
