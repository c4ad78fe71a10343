package org.anode.node.replicate;

/** What a batch may hold at most (R10). */
public final class Limits {
    /** One Automerge change chunk: a pasted megabyte is one change, more is split by the writer. */
    public static final int CHUNK_BYTES_MAX = 1 << 20;

    /** One batch with everything in it: what a peer must buffer before it can check anything. */
    public static final int BATCH_BYTES_MAX = 4 << 20;

    /** Chunks in one batch: bounds the objects made from a few bytes each. */
    public static final int BATCH_CHUNKS_MAX = 10_000;

    /** A document name, see {@link org.anode.schema.DocumentName#text()}. */
    public static final int DOCUMENT_NAME_CHARS_MAX = 200;

    /** Sequence numbers stay exact in JavaScript. */
    public static final long SEQ_MAX = 1L << 53;

    private Limits() {}
}
