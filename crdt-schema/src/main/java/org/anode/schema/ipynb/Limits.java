package org.anode.schema.ipynb;

import tools.jackson.core.StreamReadConstraints;

/** What a file may ask of us (R12). */
final class Limits {
    /** Bytes of a whole file: beyond this a notebook is a mistake, and it is held in memory several times. */
    static final int FILE_MAX_BYTES = 256 << 20;

    /** Nested arrays and objects; our walks recurse this deep, real notebooks stay under 30. */
    static final int NESTING_MAX = 200;

    /** A layout nests about twice as deep as its file. */
    static final int LAYOUT_NESTING_MAX = 3 * NESTING_MAX;

    /** Characters of one string: the largest sane output (an embedded video or data set). */
    static final int STRING_MAX_CHARS = 128 << 20;

    /** Characters of one number; converting a number takes quadratic time in its length. */
    static final int NUMBER_MAX_CHARS = 1_000;

    /** Characters of one key. */
    static final int KEY_MAX_CHARS = 64 << 10;

    /** Tokens of a file: each costs about 50 bytes of memory. */
    static final int TOKENS_MAX = 16_000_000;

    /** Characters of a name in a document: its chunks take names of 1 to 4 096 bytes, and a character has up to 3. */
    private static final int NAME_MAX_CHARS = 1_024;

    /** Text under this many bytes stays inline in a document, from it on it goes to a blob (DO-7). */
    static final int INLINE_MAX_BYTES = 1 << 10;

    /** A metadata object stays a native map up to this many bytes of JSON: every member is an operation for ever. */
    static final int OBJECT_INLINE_MAX_BYTES = 16 << 10;

    private Limits() {}

    /** Whether a document can hold a member of that name. */
    static boolean isName(String key) {
        return !key.isEmpty() && key.length() <= NAME_MAX_CHARS;
    }

    static StreamReadConstraints constraints(int nestingMax) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(nestingMax)
                .maxDocumentLength(FILE_MAX_BYTES)
                .maxTokenCount(TOKENS_MAX)
                .maxStringLength(STRING_MAX_CHARS)
                .maxNumberLength(NUMBER_MAX_CHARS)
                .maxNameLength(KEY_MAX_CHARS)
                .build();
    }
}
