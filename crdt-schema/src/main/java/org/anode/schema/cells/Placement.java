package org.anode.schema.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.anode.schema.CellId;
import org.jspecify.annotations.Nullable;

/**
 * A place for a cell between its visible neighbours.
 *
 * @param order for the new or moved cell
 * @param moves what else must move, in the same edit: only where neighbours have equal orders (DO-2)
 */
public record Placement(String order, List<CellsEdit> moves) {
    public Placement {
        moves = List.copyOf(moves);
    }

    /**
     * The place directly after {@code after}; at the beginning if that is empty, at the end if it is no visible cell.
     *
     * @param moving the cell that will be put there, if it is in the view already
     */
    public static Placement after(
            CellsView view, Optional<CellId> after, Optional<CellId> moving, RandomGenerator random) {
        var cells = view.visible().stream()
                .filter(c -> moving.isEmpty() || !c.id().equals(moving.get()))
                .toList();
        return at(cells, after.map(id -> indexAfter(cells, id)).orElse(0), random);
    }

    /** The place after the last visible cell. */
    public static Placement last(CellsView view, RandomGenerator random) {
        var cells = view.visible();
        return at(cells, cells.size(), random);
    }

    /**
     * Places for several cells, one after the other.
     *
     * @param orders of the cells, in their order
     * @param moves  as of a single one
     */
    public record Row(List<String> orders, List<CellsEdit> moves) {
        public Row {
            orders = List.copyOf(orders);
            moves = List.copyOf(moves);
        }
    }

    /**
     * Places directly after {@code after}; at the beginning if that is empty, at the end if it is no visible cell.
     *
     * @param moving those of the cells that are in the view already
     */
    public static Row row(
            CellsView view, Optional<CellId> after, Set<CellId> moving, int count, RandomGenerator random) {
        var cells =
                view.visible().stream().filter(c -> !moving.contains(c.id())).toList();
        int index = after.map(id -> indexAfter(cells, id)).orElse(0);
        var lower = index == 0 ? null : cells.get(index - 1).order();
        int end = endOfEquals(cells, index, lower);
        var upper = end < cells.size() ? cells.get(end).order() : null;
        var orders = new ArrayList<String>();
        var last = lower;
        for (int i = 0; i < count; i++) {
            last = Order.between(last, upper, random);
            orders.add(last);
        }
        var moves = new ArrayList<CellsEdit>();
        for (var cell : cells.subList(index, end)) {
            last = Order.between(last, upper, random);
            moves.add(new CellsEdit.Move(cell.id(), last));
        }
        return new Row(orders, moves);
    }

    private static int endOfEquals(List<Cell> cells, int index, @Nullable String lower) {
        int end = index;
        while (lower != null && end < cells.size() && cells.get(end).order().equals(lower)) end++;
        return end;
    }

    private static int indexAfter(List<Cell> cells, CellId id) {
        for (int i = 0; i < cells.size(); i++) if (cells.get(i).id().equals(id)) return i + 1;
        return cells.size();
    }

    private static Placement at(List<Cell> cells, int index, RandomGenerator random) {
        var lower = index == 0 ? null : cells.get(index - 1).order();
        int end = endOfEquals(cells, index, lower);
        return spread(lower, end < cells.size() ? cells.get(end).order() : null, cells.subList(index, end), random);
    }

    private static Placement spread(
            @Nullable String lower, @Nullable String upper, List<Cell> equals, RandomGenerator random) {
        var order = Order.between(lower, upper, random);
        var moves = new ArrayList<CellsEdit>();
        var last = order;
        for (var cell : equals) {
            last = Order.between(last, upper, random);
            moves.add(new CellsEdit.Move(cell.id(), last));
        }
        return new Placement(order, moves);
    }
}
