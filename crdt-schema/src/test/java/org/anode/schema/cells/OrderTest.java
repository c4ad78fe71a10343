package org.anode.schema.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.schema.CellId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class OrderTest {
    private static final int MANY = 20_000;

    private final Random random = new Random(5);

    private void assertBetween(String lower, String order, String upper) {
        assertTrue(lower == null || lower.compareTo(order) < 0, () -> order + " is not above " + lower);
        assertTrue(upper == null || order.compareTo(upper) < 0, () -> order + " is not below " + upper);
    }

    @Test
    @DisplayName("DO-2 there is room between any two, wherever one inserts")
    void anywhere() {
        var orders = new ArrayList<String>();
        for (int i = 0; i < 5_000; i++) {
            int at = random.nextInt(orders.size() + 1);
            var lower = at == 0 ? null : orders.get(at - 1);
            var upper = at == orders.size() ? null : orders.get(at);
            var order = Order.between(lower, upper, random);
            assertBetween(lower, order, upper);
            orders.add(at, order);
        }
    }

    @Test
    @DisplayName("DO-2 inserts at one place keep growing slowly: at the end, the beginning, after, before, in between")
    void onePlace() {
        var first = Order.between(null, null, random);
        var second = Order.between(first, null, random);
        assertTrue(grown(first, null, true) <= 9);
        assertTrue(grown(null, first, false) <= 9);
        assertTrue(grown(first, second, true) <= 15);
        assertTrue(grown(first, second, false) <= 15);
        var lower = first;
        var upper = second;
        for (int i = 0; i < 300; i++) {
            var order = Order.between(lower, upper, random);
            assertBetween(lower, order, upper);
            if (i % 2 == 0) lower = order;
            else upper = order;
        }
        assertTrue(Math.max(lower.length(), upper.length()) <= 300);
    }

    private int grown(String lower, String upper, boolean after) {
        String low = lower;
        String high = upper;
        int longest = 0;
        for (int i = 0; i < MANY; i++) {
            var order = Order.between(low, high, random);
            assertBetween(low, order, high);
            longest = Math.max(longest, order.length());
            if (after) low = order;
            else high = order;
        }
        return longest;
    }

    @Test
    @DisplayName("DO-2 two who insert at the same place at once get different orders")
    void tails() {
        var orders = new java.util.HashSet<String>();
        for (int i = 0; i < 100; i++) orders.add(Order.between("V00abc", "V01abc", new Random(i)));
        assertEquals(100, orders.size());
    }

    @Test
    @DisplayName("orders written by strangers are above or below like any other")
    void strangers() {
        for (int i = 0; i < 20_000; i++) {
            var one = noise();
            var two = noise();
            var lower = one.compareTo(two) < 0 ? one : two;
            var upper = one.compareTo(two) < 0 ? two : one;
            var order = Order.between(lower, upper, random);
            assertTrue(lower.compareTo(order) < 0, () -> lower + " " + order);
        }
        assertBetween("!", Order.between("!", "~", random), "~");
        assertBetween("A", Order.between("A", "B", random), "B");
        assertBetween("a😀", Order.between("a😀", "c", random), "c");
        assertBetween("zzz", Order.between("zzz", null, random), null);
    }

    private String noise() {
        var text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--)
            text.append((char) (random.nextBoolean() ? '0' + random.nextInt(80) : random.nextInt(0x300)));
        return text.toString();
    }

    @Test
    @DisplayName("DO-2 inserting between two equal orders works")
    void equalOrders() {
        var cells = new HashMap<CellId, Cell>();
        for (var id : List.of("a", "b", "c")) put(cells, id, "V00abc");
        put(cells, "d", "W00abc");
        var placement = Placement.after(view(cells), Optional.of(new CellId("a")), Optional.empty(), random);
        apply(cells, placement);
        put(cells, "new", placement.order());
        assertEquals(List.of("a", "new", "b", "c", "d"), ids(cells));
        var moved = Placement.after(view(cells), Optional.empty(), Optional.of(new CellId("d")), random);
        put(cells, "d", moved.order());
        assertEquals(List.of("d", "a", "new", "b", "c"), ids(cells));
        put(cells, "e", Placement.last(view(cells), random).order());
        assertEquals("e", ids(cells).getLast());
        assertNotEquals(Set.of(), cells.keySet());
    }

    private static void apply(Map<CellId, Cell> cells, Placement placement) {
        for (var edit : placement.moves()) {
            if (edit instanceof CellsEdit.Move(var cell, var order)) put(cells, cell.value(), order);
        }
    }

    private static void put(Map<CellId, Cell> cells, String id, String order) {
        var nothing = JsonNodeFactory.instance.objectNode();
        var key = new CellId(id);
        cells.put(key, new Cell(key, CellType.CODE, order, "", false, nothing, nothing));
    }

    private static CellsView view(Map<CellId, Cell> cells) {
        return new CellsView(Set.of(), cells, JsonNodeFactory.instance.objectNode());
    }

    private static List<String> ids(Map<CellId, Cell> cells) {
        return view(cells).visible().stream().map(c -> c.id().value()).toList();
    }
}
