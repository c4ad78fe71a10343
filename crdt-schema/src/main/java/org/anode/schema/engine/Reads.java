package org.anode.schema.engine;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.automerge.AmValue;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Opened;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The reading half: native values to ours. Also reads the uncommitted state while a transaction is open. */
final class Reads implements Reader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Document document;
    private final Map<Obj, String> known = new HashMap<>();

    Reads(Document document) {
        this.document = document;
    }

    @Override
    public SortedSet<ChangeHash> heads() {
        return Arrays.stream(document.getHeads())
                .map(h -> new ChangeHash(Bytes.copyOf(h.getBytes())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Optional<Value> get(Obj map, String key) {
        if (map.kind() != Obj.Kind.MAP || !Keys.isStorable(key)) return Optional.empty();
        return document.get(map.id(), key).map(Reads::value);
    }

    @Override
    public Optional<Obj> find(KeyPath path) {
        var found = Optional.of(Obj.ROOT);
        for (var key : path.keys()) found = found.flatMap(map -> get(map, key)).flatMap(Reads::object);
        return found;
    }

    @Override
    public List<Obj> conflicts(Obj map, String key) {
        if (map.kind() != Obj.Kind.MAP || !Keys.isStorable(key)) return List.of();
        return Opened.all(document, map.id(), key).stream()
                .flatMap(v -> object(value(v)).stream())
                .sorted()
                .toList();
    }

    @Override
    public Map<String, Value> entries(Obj map) {
        var entries = new TreeMap<String, Value>();
        if (map.kind() != Obj.Kind.MAP) return entries;
        for (var entry : document.mapEntries(map.id()).orElseThrow())
            entries.put(entry.getKey(), value(entry.getValue()));
        return entries;
    }

    @Override
    public List<Value> items(Obj list) {
        if (list.kind() != Obj.Kind.LIST) return List.of();
        return Arrays.stream(document.listItems(list.id()).orElseThrow())
                .map(Reads::value)
                .toList();
    }

    /**
     * These texts are so, until told otherwise: native code takes milliseconds to read a long one, which would be most of
     * the time of an edit.
     */
    void know(Map<Obj, String> texts) {
        known.clear();
        known.putAll(texts);
    }

    /** The text is about to change. */
    void forget(Obj text) {
        known.remove(text);
    }

    /** Any text may have changed. */
    void forgetAll() {
        known.clear();
    }

    @Override
    public String text(Obj text) {
        var is = known.get(text);
        if (is != null) return is;
        return text.kind() == Obj.Kind.TEXT ? document.text(text.id()).orElse("") : "";
    }

    @Override
    public long codePoints(Obj text) {
        return text.kind() == Obj.Kind.TEXT ? document.length(text.id()) : 0;
    }

    @Override
    public JsonNode json(Obj obj) {
        return JsonTree.read(this, obj, 0);
    }

    @Override
    public Optional<JsonNode> json(KeyPath path) {
        return find(path).map(this::json);
    }

    private static Optional<Obj> object(Value value) {
        return value instanceof Value.Ref(var obj) ? Optional.of(obj) : Optional.empty();
    }

    static Obj obj(ObjectId id, ObjectType type) {
        return new Obj(
                id,
                switch (type) {
                    case MAP -> Obj.Kind.MAP;
                    case LIST -> Obj.Kind.LIST;
                    case TEXT -> Obj.Kind.TEXT;
                });
    }

    /** Kinds of value that JSON lacks, which only strangers write, are shown as the nearest there is. */
    private static Value value(AmValue value) {
        return switch (value) {
            case AmValue.Map map -> new Value.Ref(new Obj(map.getId(), Obj.Kind.MAP));
            case AmValue.List list -> new Value.Ref(new Obj(list.getId(), Obj.Kind.LIST));
            case AmValue.Text text -> new Value.Ref(new Obj(text.getId(), Obj.Kind.TEXT));
            default -> new Value.Scalar(scalar(value));
        };
    }

    private static JsonNode scalar(AmValue value) {
        return switch (value) {
            case AmValue.Str str -> JSON.stringNode(str.getValue());
            case AmValue.Int number -> JsonTree.integer(number.getValue());
            case AmValue.UInt number -> unsigned(number.getValue());
            case AmValue.F64 number -> JSON.numberNode(number.getValue());
            case AmValue.Bool bool -> JSON.booleanNode(bool.getValue());
            case AmValue.Bytes bytes -> JSON.binaryNode(bytes.getValue());
            case AmValue.Counter counter -> JsonTree.integer(counter.getValue());
            case AmValue.Timestamp time ->
                JsonTree.integer(time.getValue().toInstant().toEpochMilli());
            default -> JSON.nullNode();
        };
    }

    static JsonNode unsigned(long value) {
        return value >= 0 ? JsonTree.integer(value) : JSON.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }
}
