package org.anode.schema.chunk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.anode.schema.ActorId;

/**
 * The operation columns of a change body, read row by row. Everything about an operation that can be judged without the
 * document is judged here, because much of what is not as it should be makes the native code end the process (R17).
 */
final class OpColumns {
    /** A body of 1 MiB typed character by character. */
    static final long OPS_MAX = 1 << 20;

    /** Automerge keeps counters in 32 bits. */
    static final long COUNTER_MAX = 0xffff_ffffL;

    /** Keys are ids, or metadata keys of a notebook, escaped (five for one). */
    static final int KEY_BYTES_MAX = 4096;

    /** By their number in the format. */
    private static final List<Op.Action> ACTIONS =
            List.of(Op.Action.MAKE_MAP, Op.Action.SET, Op.Action.MAKE_LIST, Op.Action.DELETE, Op.Action.MAKE_TEXT);

    private final List<ActorId> actors;
    private final Column.Numbers objectActor;
    private final Column.Numbers objectCounter;
    private final Column.Numbers keyActor;
    private final Column.Deltas keyCounter;
    private final Column.Keys keyText;
    private final Column.Flags insert;
    private final Column.Numbers action;
    private final Values values;
    private final Column.Numbers predCount;
    private final Column.Numbers predActor;
    private final Column.Deltas predCounter;
    private long nextCounter;
    private long preds;
    private final BitSet named = new BitSet(); // indices of actors

    /** What is done with each operation. */
    interface Visitor {
        void visit(Op op) throws MalformedChunk;
    }

    /** @param actors those the columns name by their index; the first is the author */
    OpColumns(Cursor body, List<ActorId> actors, long startOp) throws MalformedChunk {
        var columns = new ColumnTable(body);
        this.actors = actors;
        this.nextCounter = startOp;
        objectActor = actorColumn(columns, 0x01);
        objectCounter = new Column.Numbers(columns.take(0x02), COUNTER_MAX, "object counter");
        keyActor = actorColumn(columns, 0x11);
        keyCounter = new Column.Deltas(columns.take(0x13));
        keyText = new Column.Keys(columns.take(0x15));
        insert = new Column.Flags(columns.take(0x34));
        action = new Column.Numbers(columns.take(0x42), ACTIONS.size() - 1, "action");
        values = new Values(columns.take(0x56), columns.take(0x57));
        predCount = new Column.Numbers(columns.take(0x70), OPS_MAX, "number of predecessors");
        predActor = actorColumn(columns, 0x71);
        predCounter = new Column.Deltas(columns.take(0x73));
        columns.end();
    }

    private Column.Numbers actorColumn(ColumnTable columns, int id) throws MalformedChunk {
        return new Column.Numbers(columns.take(id), actors.size() - 1, "actor index");
    }

    /** Reads all operations; gives their number. */
    long read(Visitor visitor) throws MalformedChunk {
        long count = 0;
        for (; !action.done(); count++) {
            if (count == OPS_MAX) throw new MalformedChunk("more than " + OPS_MAX + " operations");
            long code = action.next();
            if (code == Column.NULL) throw new MalformedChunk("operation without an action");
            visitor.visit(op(ACTIONS.get((int) code)));
        }
        end();
        return count;
    }

    private Op op(Op.Action kind) throws MalformedChunk {
        if (nextCounter > COUNTER_MAX) throw new MalformedChunk("op counters exceed 32 bits");
        var id = new Op.Id(nextCounter++, actors.getFirst());
        var object = id(objectActor.next(), objectCounter.next(), id, "object");
        var key = keyText.next();
        long elementActor = keyActor.next();
        long elementCounter = keyCounter.next();
        if (key.isEmpty() == (elementCounter == Column.NULL)) throw new MalformedChunk("key and element, or neither");
        var element = elementCounter == 0 && elementActor == Column.NULL
                ? Op.Id.NONE
                : id(elementActor, elementCounter, id, "element");
        boolean inserts = insert.next();
        var value = values.next(kind);
        var op = new Op(id, object, key, element, inserts, kind, value, preds(id));
        check(op);
        return op;
    }

    private static void check(Op op) throws MalformedChunk {
        boolean inMap = !op.key().isEmpty();
        if (op.insert() && (inMap || !op.pred().isEmpty() || op.action() == Op.Action.DELETE))
            throw new MalformedChunk("insert of what can not be inserted");
        if (!inMap && !op.insert() && op.element().equals(Op.Id.NONE))
            throw new MalformedChunk("the head is no element");
        if (!inMap && op.object().equals(Op.Id.NONE)) throw new MalformedChunk("the root is no list");
        if (op.action() == Op.Action.DELETE && op.pred().isEmpty()) throw new MalformedChunk("deletes nothing");
    }

    private List<Op.Id> preds(Op.Id of) throws MalformedChunk {
        long count = predCount.next();
        if (count == Column.NULL) throw new MalformedChunk("columns of unequal length");
        preds += count;
        if (preds > OPS_MAX) throw new MalformedChunk("more than " + OPS_MAX + " predecessors");
        var ids = new ArrayList<Op.Id>((int) Math.min(count, 16));
        for (long i = 0; i < count; i++) {
            var pred = id(predActor.next(), predCounter.next(), of, "predecessor");
            if (pred.equals(Op.Id.NONE)) throw new MalformedChunk("a predecessor is missing");
            if (i > 0 && ids.getLast().compareTo(pred) >= 0) throw new MalformedChunk("predecessors are not ascending");
            ids.add(pred);
        }
        return ids;
    }

    /** Null is the root; everything else must be older than {@code referrer}. */
    private Op.Id id(long actor, long counter, Op.Id referrer, String what) throws MalformedChunk {
        if (actor == Column.NULL && counter == Column.NULL) return Op.Id.NONE;
        if (actor == Column.NULL || counter == Column.NULL || counter == 0)
            throw new MalformedChunk("half an id as " + what);
        if (counter >= referrer.counter()) throw new MalformedChunk(what + " is not older than the operation");
        named.set((int) actor);
        return new Op.Id(counter, actors.get((int) actor));
    }

    private void end() throws MalformedChunk {
        for (var column : List.of(
                objectActor, objectCounter, keyActor, keyCounter, keyText, action, predCount, predActor, predCounter))
            column.end();
        insert.end();
        if (named.nextClearBit(1) < actors.size()) throw new MalformedChunk("actor that no operation names");
        values.end();
    }
}
