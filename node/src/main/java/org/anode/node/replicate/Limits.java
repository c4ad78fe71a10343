package org.anode.node.replicate;

/** What a batch may hold at most (R10). */
public final class Limits {
    /** One Automerge change chunk: a pasted megabyte is one change, more is split by the writer. */
    public static final int CHUNK_BYTES_MAX = 1 << 20;

    /** One batch with everything in it: what a peer must buffer before it can check anything. */
    public static final int BATCH_BYTES_MAX = 4 << 20;

    /** Of the batches made here, where one change alone is not larger: a message can end, and be shown, after each. */
    static final int MADE_BATCH_BYTES = 32 << 10;

    /** Chunks in one batch: bounds the objects made from a few bytes each. */
    public static final int BATCH_CHUNKS_MAX = 10_000;

    /** A document name, see {@link org.anode.schema.DocumentName#text()}. */
    public static final int DOCUMENT_NAME_CHARS_MAX = 200;

    /** Sequence numbers stay exact in JavaScript. */
    public static final long SEQ_MAX = 1L << 53;

    /** What one actor wrote that is stored and not applied, because it waits or is quarantined (SY-3). */
    public static final int PARKED_BYTES_MAX = 8 << 20;

    public static final int PARKED_CHUNKS_MAX = 10_000;

    /** Actors of one grant in all documents: each start of a node makes a few. Their positions fit in a message. */
    public static final int GRANT_ACTORS_MAX = 20_000;

    private Limits() {}
}
