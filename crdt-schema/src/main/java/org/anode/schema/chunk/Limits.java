package org.anode.schema.chunk;

/**
 * What a chunk may take.
 *
 * @param bodyBytesMax of the inflated body
 * @param ratioMax     inflated size over deflated size
 * @param opsKeptMax   a chunk of more is read again when its operations are asked for: they are many times its size
 */
record Limits(int bodyBytesMax, int ratioMax, int opsKeptMax) {
    /** What somebody typed holds one or two operations, and is asked for them next. */
    static final Limits PEER = new Limits(ChunkCodec.BODY_BYTES_MAX, ChunkCodec.INFLATE_RATIO_MAX, 8);

    /** Deflate cannot exceed 1032; the size is that of a whole document (R10), of which nothing is kept. */
    static final Limits OWN = new Limits(64 << 20, 1040, 0);
}
