package org.anode.schema.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.Op;

/**
 * Which changes a document holds and what may follow them, since the native code does not say and does not look: it
 * accepts changes that make its own snapshot unreadable, and some end the process. Of a loaded document only the heads
 * are known; the rest is read from the history when a change of somebody else first asks for it, so that opening and
 * editing one's own notebook never pays for it.
 */
final class ChangeIndex {
    private final Supplier<Bytes> history;
    private final Set<ChangeHash> known = new HashSet<>(); // until it is complete
    private final ChangeGraph graph = new ChangeGraph();
    private final OpIndex ops = new OpIndex();
    private final ObjectPaths paths = new ObjectPaths();
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
        if (complete) add(chunk, ChunkCodec.ops(chunk), _ -> {});
        else known.add(chunk.hash());
    }

    private void add(ChangeChunk chunk, List<Op> operations, Consumer<KeyPath> touched) {
        graph.add(chunk);
        for (var op : operations) {
            ops.add(op);
            touched.accept(paths.add(op));
        }
    }

    /** Whether a change may be applied. */
    sealed interface Taking {
        record Ok() implements Taking {}

        record Missing(Set<ChangeHash> deps) implements Taking {
            public Missing {
                deps = Set.copyOf(deps);
            }
        }

        /** Never. */
        record Refused(String reason) implements Taking {}
    }

    boolean has(ChangeHash change) {
        if (known.contains(change)) return true;
        complete();
        return graph.has(change);
    }

    private boolean hasAll(Collection<ChangeHash> changes) {
        for (var change : changes) if (!has(change)) return false;
        return true;
    }

    /**
     * Adds a change that is to be applied next, if nothing forbids that. Depends on nothing but the change, its causal
     * past and {@code fits}, so every replica gives the same answer.
     *
     * @param fits    whether there is room for it
     * @param touched takes where it does something
     */
    Taking take(ChangeChunk chunk, Predicate<ChangeChunk> fits, Set<KeyPath> touched) {
        complete();
        if (damage.isPresent()) return new Taking.Refused(damage.get());
        if (!hasAll(chunk.deps())) return new Taking.Missing(missing(chunk));
        var operations = ChunkCodec.ops(chunk);
        var past = graph.past(chunk);
        var problem = past.problem().or(() -> ops.problem(operations, past));
        if (problem.isPresent()) return new Taking.Refused(problem.get());
        if (!fits.test(chunk)) return new Taking.Refused("the document would be too large");
        add(chunk, operations, touched::add);
        return new Taking.Ok();
    }

    private Set<ChangeHash> missing(ChangeChunk chunk) {
        return chunk.deps().stream().filter(dep -> !has(dep)).collect(Collectors.toSet());
    }

    /** Whether these are the last changes of those known, once one of others was taken. */
    boolean isAt(Set<ChangeHash> heads) {
        return graph.isAt(heads);
    }

    /** Reads the history, if it was not read: what others did is then taken without that wait. */
    void complete() {
        if (complete) return;
        complete = true;
        switch (ChunkCodec.parseOwn(history.get())) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) -> {
                chunks.forEach(this::add);
                known.clear();
            }
            case Parsed.Malformed<List<ChangeChunk>>(var reason) ->
                damage = Optional.of("the document itself holds a change of no form of ours: " + reason);
        }
    }
}
