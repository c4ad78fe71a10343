package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes a part of a document equal some JSON, leaving alone what is equal already. */
final class JsonUpdate {
    /** The number classes of Jackson differ by origin, not by value. */
    private static final Comparator<JsonNode> SAME = (a, b) -> a.equals(b) || sameInteger(a, b) ? 0 : 1;

    private JsonUpdate() {}

    static void update(OpenTx tx, Obj map, String key, JsonNode node, int depth) {
        var current = tx.get(map, key);
        var object = node.isObject() ? object(tx, current) : Optional.<Obj>empty();
        if (current.isEmpty()) add(tx, map, key, node);
        else if (object.isPresent()) updateObject(tx, object.get(), node, depth);
        else if (!json(tx, current.get()).equals(SAME, node)) tx.put(map, key, node);
    }

    private static void add(OpenTx tx, Obj map, String key, JsonNode node) {
        var order = order(tx, map);
        order.add(key);
        tx.put(map, key, node);
        hint(tx, map, order);
    }

    private static void updateObject(OpenTx tx, Obj map, JsonNode node, int depth) {
        if (depth > JsonTree.DEPTH_MAX) throw new IllegalArgumentException("JSON is nested too deep");
        var stored = new ArrayList<String>();
        for (var property : node.properties()) stored.add(Keys.escape(property.getKey()));
        for (var key : order(tx, map)) if (!stored.contains(key)) tx.delete(map, key);
        for (var property : node.properties())
            update(tx, map, Keys.escape(property.getKey()), property.getValue(), depth + 1);
        hint(tx, map, stored);
    }

    /** Stored keys in their order, without the hint. */
    private static List<String> order(OpenTx tx, Obj map) {
        var keys = new ArrayList<>(tx.entries(map).keySet());
        keys.remove(Keys.ORDER);
        return new ArrayList<>(Keys.ordered(keys, currentHint(tx, map)));
    }

    private static void hint(OpenTx tx, Obj map, List<String> order) {
        var hint = Keys.orderHint(order);
        if (hint.equals(currentHint(tx, map))) return;
        if (hint.isEmpty()) tx.delete(map, Keys.ORDER);
        else tx.put(map, Keys.ORDER, hint);
    }

    private static String currentHint(OpenTx tx, Obj map) {
        return tx.get(map, Keys.ORDER)
                .map(v -> v instanceof Value.Scalar(var json) && json.isString() ? json.stringValue() : "")
                .orElse("");
    }

    /** A map that stands for an object. */
    private static Optional<Obj> object(OpenTx tx, Optional<Value> value) {
        return value.flatMap(
                v -> v instanceof Value.Ref(var obj) && tx.json(obj).isObject() ? Optional.of(obj) : Optional.empty());
    }

    private static JsonNode json(OpenTx tx, Value value) {
        return switch (value) {
            case Value.Scalar(var json) -> json;
            case Value.Ref(var obj) -> tx.json(obj);
        };
    }

    private static boolean sameInteger(JsonNode a, JsonNode b) {
        return a.isIntegralNumber()
                && b.isIntegralNumber()
                && a.bigIntegerValue().equals(b.bigIntegerValue());
    }
}
