package org.anode.schema.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;

/**
 * Which changes a document holds, since the native code does not say. Of a loaded document it knows the heads; the rest
 * is read from the history when first asked for, so that opening and editing one's own notebook never pays for it.
 */
final class ChangeIndex {
    private final Supplier<Bytes> history;
    private final Set<ChangeHash> known = new HashSet<>();
    private final Map<ActorId, Tip> tips = new HashMap<>();
    private boolean complete;

    /** The last change of an actor. */
    private record Tip(long seq, long maxOp) {}

    /** @param history all changes of the document as chunks */
    ChangeIndex(Supplier<Bytes> history) {
        this.history = history;
    }

    void addHeads(Collection<ChangeHash> heads) {
        known.addAll(heads);
    }

    void add(ChangeChunk chunk) {
        known.add(chunk.hash());
        tips.merge(
                chunk.actor(),
                new Tip(chunk.seq(), chunk.maxOp()),
                (a, b) -> new Tip(Math.max(a.seq, b.seq), Math.max(a.maxOp, b.maxOp)));
    }

    boolean has(ChangeHash change) {
        if (known.contains(change)) return true;
        complete();
        return known.contains(change);
    }

    /** What forbids applying a chunk whose dependencies are all here; empty if nothing does. */
    Optional<String> problem(ChangeChunk chunk) {
        complete();
        var tip = tips.getOrDefault(chunk.actor(), new Tip(0, 0));
        if (chunk.seq() != tip.seq + 1)
            return Optional.of("seq " + chunk.seq() + " of actor " + chunk.actor() + " does not follow " + tip.seq);
        if (chunk.startOp() <= tip.maxOp)
            return Optional.of("operation " + chunk.startOp() + " of actor " + chunk.actor() + " was used before");
        return Optional.empty();
    }

    List<ChangeHash> missing(ChangeChunk chunk) {
        return chunk.deps().stream().filter(dep -> !has(dep)).toList();
    }

    private void complete() {
        if (complete) return;
        complete = true;
        switch (ChunkCodec.parseOwn(history.get())) {
            case ChunkCodec.Parsed.Ok(var chunks) -> chunks.forEach(this::add);
            case ChunkCodec.Parsed.Malformed(var reason) ->
                throw new IllegalStateException("the loaded document holds a change of no form of ours: " + reason);
        }
    }
}
