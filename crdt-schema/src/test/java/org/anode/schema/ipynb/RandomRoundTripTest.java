package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Generated files; a failure names its seed. */
class RandomRoundTripTest {
    private static final int SEEDS = Integer.getInteger("anode.seeds", 100);

    @Test
    @DisplayName("random valid 4.5 files are exported byte for byte, and imported the same again")
    void roundTrip() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var file = new RandomNotebook(seed).write();
            var parsed = Notebooks.accept(file);
            Notebooks.assertSame(file, Notebooks.exported(parsed.notebook()), "seed " + seed);
            assertEquals(List.of(), parsed.notices(), "seed " + seed);
        }
    }

    @Test
    @DisplayName("random files of 4.4 get ids once: export, import and export again give the same file")
    void upgraded() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var file = new RandomNotebook(seed)
                    .write()
                    .replaceFirst("\"nbformat_minor\"(\\s*):(\\s*)5", "\"nbformat_minor\"$1:$24");
            var first = Notebooks.accept(file.replaceAll("\"cell-\\d\"", "\"not an id\""))
                    .notebook();
            var exported = Notebooks.exported(first);
            var again = Notebooks.accept(exported).notebook();
            assertEquals(first.cells(), again.cells(), "seed " + seed);
            Notebooks.assertSame(exported, Notebooks.exported(again), "seed " + seed);
        }
    }

    @Test
    @DisplayName("random files stay valid JSON and the same notebook when sources change at random")
    void changed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var first = Notebooks.accept(new RandomNotebook(seed).write()).notebook();
            var exported = IpynbCodec.render(Notebooks.forExport(
                            first,
                            cell -> new org.anode.schema.cells.Cell(
                                    cell.id(),
                                    cell.type(),
                                    cell.order(),
                                    random.nextBoolean()
                                            ? cell.source()
                                            : cell.source().replace("a", "b\n"),
                                    random.nextInt(5) == 0,
                                    cell.meta(),
                                    cell.attachments())))
                    .toUtf8();
            var again = Notebooks.accept(exported).notebook();
            assertTrue(again.cells().size() <= first.cells().size(), "seed " + seed);
            for (var cell : again.cells())
                assertTrue(first.cells().stream().anyMatch(c -> sameButSource(c, cell)), "seed " + seed);
        }
    }

    private static boolean sameButSource(ImportedCell a, ImportedCell b) {
        return a.id().equals(b.id())
                && a.meta().equals(b.meta())
                && a.outputs().equals(b.outputs())
                && a.attachments().equals(b.attachments())
                && (a.source().equals(b.source())
                        || a.source().replace("a", "b\n").equals(b.source()));
    }
}
