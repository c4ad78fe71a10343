package org.anode.schema.chunk;

/** Leaves the nested readers of this package; {@link ChunkCodec} turns it into a value. */
final class MalformedChunk extends Exception {
    private static final long serialVersionUID = 1;

    MalformedChunk(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        var reason = getMessage();
        return reason == null ? "malformed" : reason;
    }
}
