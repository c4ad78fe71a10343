package org.anode.node.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.Placement;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.NotebookForExport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

final class CellsMachineTest {
    private static final String LETTERS = "abc\n 🚀é";

    @Test
    @DisplayName("SY-3 two machines given the same batches in different orders: equal documents, equal exports")
    void anyOrder() {
        for (int seed = 0; seed < 20; seed++) anyOrder(new Random(seed), "seed " + seed);
    }

    private static void anyOrder(Random random, String seed) {
        var batches = new ArrayList<List<ChangeChunk>>();
        try (var one = machine(1);
                var two = machine(2);
                var third = machine(3);
                var fourth = machine(4)) {
            var inOne = new ArrayList<List<ChangeChunk>>();
            var inTwo = new ArrayList<List<ChangeChunk>>();
            for (int i = 0; i < 40; i++) {
                write(random.nextBoolean() ? one : two, random, i, inOne, inTwo, one);
                if (random.nextInt(8) == 0) exchange(one, two, inOne, inTwo);
            }
            exchange(one, two, inOne, inTwo);
            batches.addAll(inOne);
            assertEquals(one.view(), two.view(), seed);
            mergeShuffled(third, batches, random);
            mergeShuffled(fourth, batches, random);
            for (var machine : List.of(third, fourth)) {
                assertFalse(machine.hasParked(), seed);
                assertEquals(one.view(), machine.view(), seed);
                assertEquals(export(one), export(machine), seed);
            }
        }
    }

    @Test
    @DisplayName("SY-3 a batch that builds on one that is not here waits, and is applied when that comes")
    void parked() {
        try (var author = machine(1);
                var reader = machine(2)) {
            var first = author.edit(List.of(insert(author, "a", "one")));
            var second = author.edit(List.of(new CellsEdit.SetSource(new CellId("a"), "two")));
            assertEquals(List.of(), reader.merge(second));
            assertTrue(reader.hasParked());
            assertTrue(reader.view().cells().isEmpty());
            assertEquals(List.of(), reader.merge(first));
            assertFalse(reader.hasParked());
            assertEquals(author.view(), reader.view());
        }
    }

    private static void write(
            CellsMachine to,
            Random random,
            int i,
            List<List<ChangeChunk>> inOne,
            List<List<ChangeChunk>> inTwo,
            CellsMachine one) {
        var batch = to.edit(List.of(edit(to, random, i)));
        if (!batch.isEmpty()) (to == one ? inOne : inTwo).add(batch);
    }

    private static void exchange(
            CellsMachine one, CellsMachine two, List<List<ChangeChunk>> inOne, List<List<ChangeChunk>> inTwo) {
        inTwo.stream().filter(b -> !inOne.contains(b)).toList().forEach(b -> {
            one.merge(b);
            inOne.add(b);
        });
        inOne.stream().filter(b -> !inTwo.contains(b)).toList().forEach(b -> {
            two.merge(b);
            inTwo.add(b);
        });
    }

    private static void mergeShuffled(CellsMachine machine, List<List<ChangeChunk>> batches, Random random) {
        var shuffled = new ArrayList<>(batches);
        Collections.shuffle(shuffled, random);
        for (var batch : shuffled) assertEquals(List.of(), machine.merge(batch));
        machine.merge(shuffled.getFirst());
    }

    private static CellsEdit edit(CellsMachine machine, Random random, int i) {
        var cells = machine.view().visible();
        if (cells.isEmpty() || random.nextInt(4) == 0) return insert(machine, "c" + i, "text " + i);
        var cell = cells.get(random.nextInt(cells.size()));
        return switch (random.nextInt(4)) {
            case 0 -> new CellsEdit.SetSource(cell.id(), cell.source() + LETTERS.substring(random.nextInt(3)));
            case 1 -> new CellsEdit.SetDeleted(cell.id(), true);
            case 2 ->
                new CellsEdit.Move(
                        cell.id(),
                        Placement.after(machine.view(), Optional.empty(), Optional.of(cell.id()), random)
                                .order());
            default ->
                new CellsEdit.Splice(cell.id(), 0, Math.min(2, cell.source().length()), "é" + i);
        };
    }

    private static CellsEdit insert(CellsMachine machine, String id, String source) {
        var none = JsonNodeFactory.instance.objectNode();
        var order = Placement.last(machine.view(), new Random(id.hashCode())).order();
        return new CellsEdit.Insert(new CellId(id), CellType.CODE, order, source, none, none);
    }

    private static Bytes export(CellsMachine machine) {
        return IpynbCodec.render(new NotebookForExport(machine.view(), Map.of(), _ -> Bytes.EMPTY));
    }

    private static CellsMachine machine(int n) {
        var actor = new byte[ActorId.SIZE_BYTES];
        actor[0] = (byte) n;
        return new CellsMachine(CellsDocument.create(new ActorId(Bytes.wrap(actor))));
    }
}
