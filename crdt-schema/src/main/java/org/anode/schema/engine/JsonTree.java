package org.anode.schema.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.automerge.NewValue;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON to native maps, lists and scalars and back; the form is described at {@link Tx#put} and {@link Keys}. */
final class JsonTree {
    /** Jackson's own limit for what it reads; deeper trees come only from strangers and end in null. */
    static final int DEPTH_MAX = 500;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTree() {}

    /** Where a value is put: under a key or at the end of a list. */
    interface Slot {
        ObjectId object(ObjectType type);

        /** @param bytes roughly what the value takes in a chunk */
        void scalar(NewValue value, int bytes);

        /** {@code NewValue.integer} of this version makes a floating point number. */
        void integer(int value);
    }

    /** Puts {@code node} into {@code slot}. */
    static void write(OpenTx tx, Slot slot, JsonNode node, int depth) {
        if (depth > DEPTH_MAX) throw new IllegalArgumentException("JSON is nested more than " + DEPTH_MAX + " deep");
        if (node.isObject()) writeObject(tx, slot.object(ObjectType.MAP), node, depth);
        else if (node.isArray()) writeArray(tx, slot.object(ObjectType.LIST), node, depth);
        else if (isWide(node)) writeWide(tx, slot.object(ObjectType.MAP), node);
        else if (node.isString()) writeString(slot, node.stringValue());
        else if (node.isIntegralNumber()) slot.integer(node.intValue());
        else slot.scalar(scalar(node), Long.BYTES);
    }

    private static void writeObject(OpenTx tx, ObjectId map, JsonNode node, int depth) {
        var stored = new ArrayList<String>();
        for (var property : node.properties()) {
            var key = Keys.escape(property.getKey());
            stored.add(key);
            write(tx, tx.slot(map, key), property.getValue(), depth + 1);
        }
        var hint = Keys.orderHint(stored);
        if (!hint.isEmpty()) writeString(tx.slot(map, Keys.ORDER), hint);
    }

    private static void writeArray(OpenTx tx, ObjectId list, JsonNode node, int depth) {
        int index = 0;
        for (var element : node) write(tx, tx.slot(list, index++), element, depth + 1);
    }

    private static void writeWide(OpenTx tx, ObjectId map, JsonNode node) {
        writeString(tx.slot(map, Keys.NUMBER), node.asString());
    }

    /**
     * What the native calls take no other way: integers beyond 32 bits ({@code NewValue.uint} of this version silently
     * drops the upper half), decimals read with all their digits.
     */
    private static boolean isWide(JsonNode node) {
        return node.isBigDecimal() || (node.isIntegralNumber() && !node.canConvertToInt());
    }

    private static NewValue scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> NewValue.bool(node.booleanValue());
            case NUMBER -> NewValue.f64(node.doubleValue());
            case NULL -> NewValue.NULL;
            case STRING, ARRAY, OBJECT, BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
        };
    }

    static void writeString(Slot slot, String text) {
        var clean = CodePoints.sanitised(text);
        int bytes = clean.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > AutomergeDoc.VALUE_BYTES_MAX)
            throw new IllegalArgumentException("a string of more than 512 KiB does not fit into a value");
        slot.scalar(NewValue.str(clean), bytes);
    }

    /** The subtree of {@code obj}. */
    static JsonNode read(Reader reader, Obj obj, int depth) {
        if (depth > DEPTH_MAX) return JSON.nullNode();
        return switch (obj.kind()) {
            case TEXT -> JSON.stringNode(reader.text(obj));
            case LIST -> readList(reader, obj, depth);
            case MAP -> readMap(reader, reader.entries(obj), depth);
        };
    }

    private static JsonNode readList(Reader reader, Obj list, int depth) {
        var array = JSON.arrayNode();
        for (var item : reader.items(list)) array.add(read(reader, item, depth));
        return array;
    }

    private static JsonNode read(Reader reader, Value value, int depth) {
        return switch (value) {
            case Value.Scalar(var json) -> json;
            case Value.Ref(var obj) -> read(reader, obj, depth + 1);
        };
    }

    private static JsonNode readMap(Reader reader, Map<String, Value> entries, int depth) {
        var wide = text(entries.get(Keys.NUMBER));
        if (wide != null && entries.size() == 1) return number(wide);
        var hint = text(entries.get(Keys.ORDER));
        var object = JSON.objectNode();
        for (var key : hint == null ? entries.keySet() : Keys.ordered(entries.keySet(), hint)) {
            var value = entries.get(key);
            if (value == null || key.equals(Keys.ORDER)) continue;
            object.set(Keys.unescape(key), read(reader, value, depth));
        }
        return object;
    }

    private static @Nullable String text(@Nullable Value value) {
        return value instanceof Value.Scalar(var json) && json.isString() ? json.stringValue() : null;
    }

    private static JsonNode number(String text) {
        try {
            if (!text.matches("-?[0-9]+")) return JSON.numberNode(new BigDecimal(text));
            var number = new BigInteger(text);
            return number.bitLength() < Long.SIZE ? integer(number.longValue()) : JSON.numberNode(number);
        } catch (NumberFormatException e) {
            return JSON.stringNode(text);
        }
    }

    /** As Jackson's parser gives it: int where it fits, else long. */
    static JsonNode integer(long value) {
        return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
    }
}
