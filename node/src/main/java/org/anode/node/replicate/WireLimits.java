package org.anode.node.replicate;

/** What one message may hold at most, and how much is sent at a time (R10, SY-13). */
final class WireLimits {
    /** One batch of the largest size, and a full message of small ones before it that only it vouches for. */
    static final int MESSAGE_BYTES_MAX = 5 << 20;

    /** Batches of a message unless one alone is larger: a receiver applies it in less than a second. */
    static final int BATCHES_BYTES = 1 << 20;

    /** Of the first message of an answer, each later one has twice as much: who joins soon has something to show. */
    static final int FIRST_BATCHES_BYTES = 16 << 10;

    /** Answer to one question: so much is on its way to a peer that does not read, and then it must ask again. */
    static final int ANSWER_BYTES = 4 << 20;

    /** Batches are at least 200 bytes, so no more fit. */
    static final int BATCHES_MAX = MESSAGE_BYTES_MAX / 200;

    static final int STATEMENTS_MAX = 1_000;

    static final int GRANTS_MAX = Members.STATEMENTS_MAX;

    /** Positions of a message, of all its grants: 70 bytes each. */
    static final int POSITIONS_MAX = 50_000;

    static final int WANTS_MAX = 256;

    /** Tips and history of a preview: a message of them has room for its other fields. */
    static final int PREVIEW_BYTES_MAX = MESSAGE_BYTES_MAX - (64 << 10);

    /** Batches that vouch for a preview, one for each change on which no other builds: usually one or two. */
    static final int TIPS_MAX = 256;

    private WireLimits() {}
}
