package org.anode.schema.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anode.schema.ActorId;
import org.anode.schema.chunk.Op;
import org.anode.schema.engine.ChangeGraph.Past;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of a document made: its objects, the elements of its lists and texts, and the places of its values.
 * Against it an operation is held before the native code sees it (R17): it must work on an object of the right kind, at
 * an element that is there, and overwrite only what stands at the same place.
 */
final class OpIndex {
    private final Map<Op.Id, Op.Action> objects = new HashMap<>();
    private final Map<Op.Id, Elements> elements = new HashMap<>(); // by list or text
    private final Map<Op.Id, Place> places = new HashMap<>(); // of values that are no inserted element

    /** Of an empty document. */
    private static final OpIndex NOTHING = new OpIndex();

    OpIndex() {
        objects.put(Op.Id.NONE, Op.Action.MAKE_MAP);
    }

    /** Where a value stands; the key is empty in a list or text. */
    private record Place(Op.Id object, String key, Op.Id element) {
        static Place of(Op op) {
            return new Place(op.object(), op.key(), op.insert() ? op.id() : op.element());
        }
    }

    /** The operations that inserted into one list or text: mostly runs of one actor's consecutive counters. */
    private static final class Elements {
        private final Map<ActorId, TreeMap<Long, Long>> runs = new HashMap<>(); // first to last counter

        void add(Op.Id id) {
            var run = runs.computeIfAbsent(id.actor(), _ -> new TreeMap<>());
            var below = run.lowerEntry(id.counter());
            boolean continues = below != null && below.getValue() == id.counter() - 1;
            run.put(continues ? below.getKey() : id.counter(), id.counter());
        }

        boolean contains(Op.Id id) {
            var run = runs.get(id.actor());
            var below = run == null ? null : run.floorEntry(id.counter());
            return below != null && id.counter() <= below.getValue();
        }
    }

    void add(Op op) {
        if (op.action().makes()) objects.put(op.id(), op.action());
        if (op.insert())
            elements.computeIfAbsent(op.object(), _ -> new Elements()).add(op.id());
        else if (op.action() != Op.Action.DELETE) places.put(op.id(), Place.of(op));
    }

    /** What forbids applying a change with these operations; empty if nothing does. */
    Optional<String> problem(List<Op> operations, Past past) {
        var own = operations.size() == 1 ? NOTHING : new OpIndex(); // what the change itself makes
        for (var op : operations) {
            var problem = problem(op, own, past);
            if (problem != null) return Optional.of("operation " + op.id() + " " + problem);
            if (!op.equals(operations.getLast())) own.add(op); // nobody asks for the last one's
        }
        return Optional.empty();
    }

    private @Nullable String problem(Op op, OpIndex own, Past past) {
        var kind = own.objects.get(op.object());
        if (kind == null && past.contains(op.object())) kind = objects.get(op.object());
        if (kind == null) return "works on an unknown object";
        if ((kind == Op.Action.MAKE_MAP) == op.key().isEmpty()) return "does not fit its object";
        if (kind == Op.Action.MAKE_TEXT && op.action().makes()) return "puts an object into a text";
        if (op.key().isEmpty() && !op.element().equals(Op.Id.NONE) && !hasElement(op, own, past))
            return "names an unknown element";
        for (var pred : op.pred())
            if (!Place.of(op).equals(own.place(pred, op))
                    && !(past.contains(pred) && Place.of(op).equals(place(pred, op))))
                return "overwrites what is not there";
        return null;
    }

    private boolean hasElement(Op op, OpIndex own, Past past) {
        return own.hasElement(op.object(), op.element())
                || (past.contains(op.element()) && hasElement(op.object(), op.element()));
    }

    private boolean hasElement(Op.Id object, Op.Id element) {
        var inserted = elements.get(object);
        return inserted != null && inserted.contains(element);
    }

    /** Where the value that {@code pred} put stands; null if there is none in the object of {@code op}. */
    private @Nullable Place place(Op.Id pred, Op op) {
        if (hasElement(op.object(), pred)) return new Place(op.object(), "", pred);
        return places.get(pred);
    }
}
