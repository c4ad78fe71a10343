package org.anode.schema.chunk;

import java.util.List;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.jspecify.annotations.Nullable;

/**
 * One change as Automerge encodes it, with what can be read without native code.
 *
 * @param deps    the changes it builds on, ascending
 * @param seq     counts the changes of {@code actor}, from 1
 * @param startOp the counter of its first operation, from 1; fits 32 bits
 * @param ops     how many operations it holds
 * @param read    its operations, if they were kept when it was read: a few of what somebody typed. Else there are none here,
 *                and {@link ChunkCodec#ops} reads them
 * @param encoded the whole chunk as it is stored and sent, deflated or not
 */
public record ChangeChunk(
        ChangeHash hash,
        List<ChangeHash> deps,
        ActorId actor,
        long seq,
        long startOp,
        long ops,
        List<Op> read,
        Bytes encoded) {
    public ChangeChunk {
        deps = List.copyOf(deps);
        read = List.copyOf(read);
    }

    /** The counter of its last operation; one below {@link #startOp} when it has none. */
    public long maxOp() {
        return startOp + ops - 1;
    }

    /** All else follows from these. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChangeChunk that && hash.equals(that.hash) && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
