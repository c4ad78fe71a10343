package org.anode.schema.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;

/**
 * Which changes a document holds and what may follow them, since the native code does not say and does not look: it
 * accepts changes that make its own snapshot unreadable, and some end the process. Of a loaded document only the heads
 * are known; the rest is read from the history when a change of somebody else first asks for it, so that opening and
 * editing one's own notebook never pays for it.
 */
final class ChangeIndex {
    private final Supplier<Bytes> history;
    private final Set<ChangeHash> known = new HashSet<>();
    private final ChangeGraph graph = new ChangeGraph();
    private final OpIndex ops = new OpIndex();
    private boolean complete;
    private Optional<String> damage = Optional.empty();

    /** @param history all changes of the document as chunks, each after what it builds on */
    ChangeIndex(Supplier<Bytes> history) {
        this.history = history;
    }

    void addHeads(Collection<ChangeHash> heads) {
        known.addAll(heads);
    }

    /** A change that is in the document now. */
    void add(ChangeChunk chunk) {
        known.add(chunk.hash());
        if (!complete) return;
        graph.add(chunk);
        ChunkCodec.ops(chunk).forEach(ops::add);
    }

    /** Why nothing of others can be applied to this document; empty if it is sound. */
    Optional<String> damage() {
        return damage;
    }

    boolean has(ChangeHash change) {
        if (known.contains(change)) return true;
        complete();
        return known.contains(change);
    }

    List<ChangeHash> missing(ChangeChunk chunk) {
        return chunk.deps().stream().filter(dep -> !has(dep)).toList();
    }

    /**
     * What forbids applying a chunk whose dependencies are all here; empty if nothing does. Depends on nothing but the
     * chunk and its causal past, so every replica gives the same answer.
     */
    Optional<String> problem(ChangeChunk chunk) {
        complete();
        var past = graph.past(chunk);
        return past.problem().or(() -> ops.problem(chunk, past));
    }

    private void complete() {
        if (complete) return;
        complete = true;
        switch (ChunkCodec.parseOwn(history.get())) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) -> chunks.forEach(this::add);
            case Parsed.Malformed<List<ChangeChunk>>(var reason) ->
                damage = Optional.of("the document itself holds a change of no form of ours: " + reason);
        }
    }
}
