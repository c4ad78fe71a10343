package org.anode.schema.engine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.anode.schema.ChangeHash;
import org.anode.schema.Utf16;
import org.automerge.NewValue;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Transaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The writing half. The native transaction begins with the first operation, so an edit that changes nothing has none to
 * commit: an empty commit makes a later rollback end the process. When the operations so far would fill a chunk, they
 * are committed and the next transaction begins.
 */
final class OpenTx implements Tx {
    /** Estimated; half of what a chunk may hold, since one more value can come on top. */
    private static final int PART_BYTES_MAX = 400 << 10;

    /** Estimated; others show a change once it is applied, which takes some 3 µs a character: 0.1 s. */
    private static final int PAUSED_BYTES_MIN = 32 << 10;

    private static final int OP_BYTES = 24; // of an operation without its value, generously
    private static final int PIECE_UNITS_MAX = 64 << 10; // of a text spliced at once

    private final Parts parts;
    private final Reads reads;
    private final SortedSet<ChangeHash> heads;
    private final Map<Obj, SplicedText> texts = new HashMap<>(); // of the texts spliced so far
    private @Nullable Transaction open;
    private int partBytes;
    private boolean ended;

    /** Where parts begin and end. */
    interface Parts {
        Transaction begin();

        void commit(Transaction part, boolean last);
    }

    OpenTx(Parts parts, Reads reads) {
        this.parts = parts;
        this.reads = reads;
        this.heads = reads.heads();
    }

    /** Commits what is left. */
    void finish() {
        ended = true;
        commit(true);
    }

    /** Whatever comes of it, it is no longer open: to roll back what was committed would end the process. */
    private void commit(boolean last) {
        var part = open;
        open = null;
        if (part != null) parts.commit(part, last);
    }

    void abandon() {
        ended = true;
        if (open != null) open.rollback();
        open = null;
    }

    private Transaction op(int valueBytes) {
        if (ended) throw new IllegalStateException("the edit is over");
        if (open != null && partBytes > PART_BYTES_MAX) {
            commit(false);
        }
        if (open == null) {
            open = parts.begin();
            partBytes = 0;
        }
        partBytes += OP_BYTES + valueBytes;
        return open;
    }

    JsonTree.Slot slot(ObjectId map, String key) {
        Keys.check(key);
        return new JsonTree.Slot() {
            @Override
            public ObjectId object(ObjectType type) {
                return op(key.length()).set(map, key, type);
            }

            @Override
            public void scalar(NewValue value, int bytes) {
                op(key.length() + bytes).set(map, key, value);
            }

            @Override
            public void integer(int value) {
                op(key.length()).set(map, key, value);
            }
        };
    }

    /** The slot at the end of a list of {@code index} elements. */
    JsonTree.Slot slot(ObjectId list, int index) {
        return new JsonTree.Slot() {
            @Override
            public ObjectId object(ObjectType type) {
                return op(0).insert(list, index, type);
            }

            @Override
            public void scalar(NewValue value, int bytes) {
                op(bytes).insert(list, index, value);
            }

            @Override
            public void integer(int value) {
                op(0).insert(list, index, value);
            }
        };
    }

    @Override
    public void put(Obj map, String key, JsonNode value) {
        JsonTree.write(this, slot(mapId(map), key), value, 0);
    }

    @Override
    public void update(Obj map, String key, JsonNode value) {
        JsonUpdate.update(this, map, Keys.check(key), value, 0);
    }

    @Override
    public void put(Obj map, String key, String value) {
        JsonTree.writeString(slot(mapId(map), key), value);
    }

    @Override
    public void put(Obj map, String key, long value) {
        JsonTree.write(this, slot(mapId(map), key), JsonNodeFactory.instance.numberNode(value), 0);
    }

    @Override
    public void put(Obj map, String key, boolean value) {
        slot(mapId(map), key).scalar(NewValue.bool(value), 0);
    }

    @Override
    public Obj putMap(Obj map, String key) {
        return new Obj(slot(mapId(map), key).object(ObjectType.MAP), Obj.Kind.MAP);
    }

    @Override
    public Obj putText(Obj map, String key, String text) {
        var made = new Obj(slot(mapId(map), key).object(ObjectType.TEXT), Obj.Kind.TEXT);
        insert(made, 0, CodePoints.sanitised(text));
        return made;
    }

    @Override
    public Obj map(Obj map, String key) {
        return get(map, key)
                .flatMap(v -> v instanceof Value.Ref(var obj) && obj.kind() == Obj.Kind.MAP
                        ? Optional.of(obj)
                        : Optional.<Obj>empty())
                .orElseGet(() -> putMap(map, key));
    }

    @Override
    public void delete(Obj map, String key) {
        if (get(map, key).isPresent()) op(key.length()).delete(map.id(), key);
    }

    @Override
    public void splice(Obj text, int at, int deleteCount, String inserted) {
        var clean = CodePoints.sanitised(inserted);
        var place = spliced(text).splice(at, deleteCount, clean);
        if (place.deleted() > 0) op(place.deleted()).spliceText(text.id(), place.codePoint(), place.deleted(), "");
        insert(text, place.codePoint(), clean);
    }

    @Override
    public void setText(Obj text, String replacement) {
        var before = spliced(text).toString();
        var after = CodePoints.sanitised(replacement);
        int prefix = Utf16.commonPrefix(before, after);
        int suffix = Utf16.commonSuffix(before, after, prefix);
        splice(text, prefix, before.length() - prefix - suffix, after.substring(prefix, after.length() - suffix));
    }

    private SplicedText spliced(Obj text) {
        return texts.computeIfAbsent(checked(text), unread -> new SplicedText(reads.text(unread)));
    }

    @Override
    public void append(Obj text, String appended) {
        texts.remove(checked(text));
        reads.forget(text);
        insert(text, reads.codePoints(text), CodePoints.sanitised(appended));
    }

    @Override
    public void pause() {
        if (open != null && partBytes > PAUSED_BYTES_MIN) commit(false);
    }

    /** The texts that were spliced, as they are now. */
    Map<Obj, String> spliced() {
        var now = new HashMap<Obj, String>();
        texts.forEach((obj, text) -> now.put(obj, text.toString()));
        return now;
    }

    private void insert(Obj text, long codePoint, String inserted) {
        long at = codePoint;
        for (int from = 0; from < inserted.length(); ) {
            int to = CodePoints.cut(inserted, from, PIECE_UNITS_MAX);
            var piece = inserted.substring(from, to);
            op(piece.getBytes(StandardCharsets.UTF_8).length).spliceText(text.id(), at, 0, piece);
            at += piece.codePointCount(0, piece.length());
            from = to;
        }
    }

    private static ObjectId mapId(Obj obj) {
        if (obj.kind() != Obj.Kind.MAP) throw new IllegalArgumentException(obj + " is not a map");
        return obj.id();
    }

    private static Obj checked(Obj obj) {
        if (obj.kind() != Obj.Kind.TEXT) throw new IllegalArgumentException(obj + " is not a text");
        return obj;
    }

    /** Those before the edit. */
    @Override
    public SortedSet<ChangeHash> heads() {
        return heads;
    }

    @Override
    public Optional<Value> get(Obj map, String key) {
        return reads.get(map, key);
    }

    @Override
    public Optional<Obj> find(KeyPath path) {
        return reads.find(path);
    }

    @Override
    public List<Obj> conflicts(Obj map, String key) {
        return reads.conflicts(map, key);
    }

    @Override
    public Map<String, Value> entries(Obj map) {
        return reads.entries(map);
    }

    @Override
    public List<Value> items(Obj list) {
        return reads.items(list);
    }

    @Override
    public String text(Obj text) {
        var spliced = texts.get(text);
        return spliced == null ? reads.text(text) : spliced.toString();
    }

    @Override
    public long codePoints(Obj text) {
        return reads.codePoints(text);
    }

    @Override
    public JsonNode json(Obj obj) {
        return reads.json(obj);
    }

    @Override
    public Optional<JsonNode> json(KeyPath path) {
        return reads.json(path);
    }
}
