package org.anode.schema.chunk;

/**
 * What a chunk may take.
 *
 * @param bodyBytesMax of the inflated body
 * @param ratioMax     inflated size over deflated size
 */
record Limits(int bodyBytesMax, int ratioMax) {
    static final Limits PEER = new Limits(ChunkCodec.BODY_BYTES_MAX, ChunkCodec.INFLATE_RATIO_MAX);

    /** Deflate cannot exceed 1032; the size is that of a whole document (R10). */
    static final Limits OWN = new Limits(64 << 20, 1040);
}
