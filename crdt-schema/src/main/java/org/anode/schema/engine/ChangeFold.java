package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.anode.schema.ChangeHash;
import org.anode.schema.chunk.Literal;
import org.anode.schema.chunk.Op;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a run of changes says, found out without native code: for looking at what somebody sent as a whole, before the
 * log vouches for it change by change (SY-8). Only for reading; it reads as {@link AutomergeDoc} would. Operations that
 * fit nothing are a problem, never an exception. Belongs to one thread; holds no native memory.
 */
public final class ChangeFold implements Reader {
    /** A text of a million characters is as many operations, of 200 bytes each here. */
    private static final int OPS_MAX = 1_500_000;

    /** Elements passed over while places are looked for: honest typing passes over a few for each insertion. */
    private static final long STEPS_MAX = 50_000_000;

    /** What native code shows for a value in a text that is no string. */
    private static final String NO_STRING = "\uFFFC";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<Op.Id, Holder> objects = new HashMap<>();
    private int ops;
    private long steps;
    private @Nullable String problem;

    /** A value that was put and is not overwritten. */
    private record Put(Op.Id id, Op.Action action, Literal value) {}

    /** What stands at one place: more than one where they were put at the same time. The last by id counts. */
    private static final class Spot {
        private List<Put> puts = List.of();

        void change(Op op) {
            var now = new ArrayList<Put>(1);
            for (var put : puts) if (!op.pred().contains(put.id)) now.add(put);
            if (op.action() != Op.Action.DELETE) now.add(new Put(op.id(), op.action(), op.value()));
            now.sort(Comparator.comparing(Put::id));
            puts = List.copyOf(now);
        }
    }

    /** An element of a list or text. */
    private static final class Element {
        private final Op.Id id;
        private final Spot spot = new Spot();
        private @Nullable Element next;

        Element(Op.Id id) {
            this.id = id;
        }
    }

    /** An object. */
    private static final class Holder {
        private final Obj.Kind kind;
        private final Map<String, Spot> keys = new TreeMap<>();
        private final Element head = new Element(Op.Id.NONE);
        private final Map<Op.Id, Element> elements = new HashMap<>();

        Holder(Obj.Kind kind) {
            this.kind = kind;
            elements.put(Op.Id.NONE, head);
        }
    }

    public ChangeFold() {
        objects.put(Op.Id.NONE, new Holder(Obj.Kind.MAP));
    }

    /** The operations of a change, after those of all it builds on. */
    public void add(List<Op> change) {
        for (var op : change) if (problem == null) add(op);
    }

    /** Why this is no document; empty if it is one so far. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void add(Op op) {
        var holder = objects.get(op.object());
        if (++ops > OPS_MAX) problem = "more than " + OPS_MAX + " operations";
        else if (holder == null) problem = "works on an unknown object";
        else if ((holder.kind == Obj.Kind.MAP) == op.key().isEmpty()) problem = "does not fit its object";
        else {
            if (op.action().makes()) objects.put(op.id(), new Holder(kind(op.action())));
            if (holder.kind == Obj.Kind.MAP)
                holder.keys.computeIfAbsent(op.key(), _ -> new Spot()).change(op);
            else addElement(holder, op);
        }
    }

    private static Obj.Kind kind(Op.Action made) {
        return switch (made) {
            case MAKE_LIST -> Obj.Kind.LIST;
            case MAKE_TEXT -> Obj.Kind.TEXT;
            case MAKE_MAP, SET, DELETE -> Obj.Kind.MAP;
        };
    }

    private void addElement(Holder holder, Op op) {
        var at = holder.elements.get(op.element());
        if (at == null) problem = "names an unknown element";
        else if (op.insert()) insert(holder, at, op).spot.change(op);
        else at.spot.change(op);
    }

    /** Of several that follow the same element the later one comes first, with what follows it. */
    private Element insert(Holder holder, Element after, Op op) {
        var made = new Element(op.id());
        var before = after;
        while (before.next != null && before.next.id.compareTo(op.id()) > 0) {
            before = before.next;
            if (++steps > STEPS_MAX) {
                problem = "more than " + STEPS_MAX + " steps";
                break;
            }
        }
        made.next = before.next;
        before.next = made;
        holder.elements.put(op.id(), made);
        return made;
    }

    /** None: which changes these are is not its matter. */
    @Override
    public SortedSet<ChangeHash> heads() {
        return new TreeSet<>();
    }

    private @Nullable Holder holder(Obj obj) {
        return objects.get(obj.equals(Obj.ROOT) ? Op.Id.NONE : obj.made());
    }

    private Optional<Spot> spot(Obj map, String key) {
        return Optional.ofNullable(holder(map)).map(holder -> holder.keys.get(key));
    }

    private static Optional<Value> value(Spot spot) {
        return spot.puts.isEmpty() ? Optional.empty() : Optional.of(value(spot.puts.getLast()));
    }

    private static Value value(Put put) {
        return put.action.makes()
                ? new Value.Ref(new Obj(put.id, kind(put.action)))
                : new Value.Scalar(json(put.value));
    }

    private static JsonNode json(Literal value) {
        return switch (value.kind()) {
            case NULL -> JSON.nullNode();
            case FALSE -> JSON.booleanNode(false);
            case TRUE -> JSON.booleanNode(true);
            case UNSIGNED -> Reads.unsigned(value.number());
            case INTEGER, TIMESTAMP -> JsonTree.integer(value.number());
            case FLOAT -> JSON.numberNode(value.decimal());
            case STRING -> JSON.stringNode(value.bytes().toUtf8());
            case BYTES -> JSON.binaryNode(value.bytes().toArray());
        };
    }

    @Override
    public Optional<Value> get(Obj map, String key) {
        return spot(map, key).flatMap(ChangeFold::value);
    }

    @Override
    public Optional<Obj> find(KeyPath path) {
        var found = Optional.of(Obj.ROOT);
        for (var key : path.keys()) found = found.flatMap(map -> get(map, key)).flatMap(ChangeFold::object);
        return found;
    }

    private static Optional<Obj> object(Value value) {
        return value instanceof Value.Ref(var obj) ? Optional.of(obj) : Optional.empty();
    }

    @Override
    public List<Obj> conflicts(Obj map, String key) {
        return spot(map, key).stream()
                .flatMap(spot -> spot.puts.stream())
                .flatMap(put -> object(value(put)).stream())
                .toList();
    }

    @Override
    public Map<String, Value> entries(Obj map) {
        var entries = new TreeMap<String, Value>();
        var holder = holder(map);
        if (holder != null) holder.keys.forEach((key, spot) -> value(spot).ifPresent(is -> entries.put(key, is)));
        return entries;
    }

    @Override
    public List<Value> items(Obj list) {
        return list.kind() == Obj.Kind.LIST ? elements(list) : List.of();
    }

    private List<Value> elements(Obj of) {
        var found = new ArrayList<Value>();
        var holder = holder(of);
        for (var at = holder == null ? null : holder.head.next; at != null; at = at.next)
            value(at.spot).ifPresent(found::add);
        return found;
    }

    @Override
    public String text(Obj text) {
        if (text.kind() != Obj.Kind.TEXT) return "";
        var all = new StringBuilder();
        for (var part : elements(text))
            all.append(part instanceof Value.Scalar(var json) && json.isString() ? json.stringValue() : NO_STRING);
        return all.toString();
    }

    @Override
    public long codePoints(Obj text) {
        return text(text).codePoints().count();
    }

    @Override
    public JsonNode json(Obj obj) {
        return JsonTree.read(this, obj, 0);
    }

    @Override
    public Optional<JsonNode> json(KeyPath path) {
        return find(path).map(this::json);
    }
}
