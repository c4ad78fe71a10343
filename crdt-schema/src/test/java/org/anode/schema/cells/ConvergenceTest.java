package org.anode.schema.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.ChangeFold;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replicas that edit at random and get each other's changes late, twice and in any order end up equal. */
class ConvergenceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TEXTS = List.of("", "x", "😀", "print('é')\n", "\0", "👩‍👩‍👧", "abc\ndef\n");
    private static final int ROUNDS = 60;

    /** A replica, and what it got before what it builds on. */
    private static final class Replica {
        final CellsDocument document;
        final List<ChangeChunk> parked = new ArrayList<>();

        Replica(int n) {
            document = CellsDocument.create(new ActorId(Bytes.utf8("actor-%010d".formatted(n))));
        }

        void receive(List<ChangeChunk> chunks, Random random) {
            parked.addAll(chunks);
            Collections.shuffle(parked, random);
            while (parked.removeIf(c -> document.apply(List.of(c)) instanceof CellsChange.Ok)) {}
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("equal changes in any order give equal documents")
    void converge(long seed) {
        var random = new Random(seed);
        var replicas = List.of(new Replica(1), new Replica(2), new Replica(3));
        var all = new ArrayList<ChangeChunk>();
        for (int round = 0; round < ROUNDS; round++) {
            var author = replicas.get(random.nextInt(3));
            all.addAll(author.document.edit(edits(author.document.view(), random)));
            var some = new ArrayList<>(all);
            Collections.shuffle(some, random);
            replicas.get(random.nextInt(3)).receive(some.subList(0, some.size() / 2), random);
        }
        for (var replica : replicas) replica.receive(all, random);
        check(replicas, all);
    }

    private static void check(List<Replica> replicas, List<ChangeChunk> all) {
        var first = replicas.getFirst().document;
        for (var replica : replicas) {
            assertEquals(List.of(), replica.parked);
            assertEquals(first.view(), replica.document.view());
            assertEquals(first.view().visible(), replica.document.view().visible());
            var loaded = assertInstanceOf(
                            CellsDocument.Opened.Ok.class,
                            CellsDocument.load(replica.document.save(), new ActorId(Bytes.utf8("actor-0000000009"))))
                    .document();
            assertEquals(first.view(), loaded.view());
            assertEquals(first.view(), preview(replica.document));
            assertEquals(
                    all.size(),
                    assertInstanceOf(CellsChange.Ok.class, loaded.apply(all)).count());
            loaded.close();
        }
        for (var replica : replicas) replica.document.close();
    }

    /** Without native code: from the history in few bytes. */
    private static CellsView preview(CellsDocument document) {
        var fold = new ChangeFold();
        var encoded = HistoryCodec.encode(ok(ChunkCodec.parseOwn(document.history())));
        var heads = ok(HistoryCodec.decode(encoded, (_, ops) -> fold.add(ops)));
        return ok(CellsPreview.view(fold, heads));
    }

    private static <T> T ok(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(var value) -> value;
            case Parsed.Malformed<T>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static List<CellsEdit> edits(CellsView view, Random random) {
        var edits = new ArrayList<CellsEdit>();
        for (int n = random.nextInt(4); n >= 0; n--) edits.add(edit(view, random));
        return edits;
    }

    private static CellsEdit edit(CellsView view, Random random) {
        // Few ids, so that replicas meet at the same cell, and now and then make it twice.
        var cell = new CellId("c" + random.nextInt(5));
        var text = TEXTS.get(random.nextInt(TEXTS.size()));
        var json = json(random);
        return switch (random.nextInt(10)) {
            case 0, 1 -> {
                var order = Placement.last(view, random).order();
                yield new CellsEdit.Insert(cell, CellType.CODE, order, text, json("{\"n\": 1}"), json("{}"));
            }
            case 2, 3, 4 -> new CellsEdit.Splice(cell, random.nextInt(8), random.nextInt(4), text);
            case 5 -> new CellsEdit.SetSource(cell, text + text);
            case 6 -> {
                var after = view.visible().stream().map(Cell::id).findFirst();
                yield new CellsEdit.Move(
                        cell,
                        Placement.after(view, after, Optional.of(cell), random).order());
            }
            case 7 -> new CellsEdit.SetDeleted(cell, random.nextBoolean());
            case 8 -> new CellsEdit.SetCellMeta(cell, "ключ" + random.nextInt(2), json);
            default -> new CellsEdit.SetMeta("k" + random.nextInt(2), json);
        };
    }

    private static Optional<JsonNode> json(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(json("{\"b\": [1, 2.5, \"é\"], \"a\": {\"x\": " + random.nextInt(3) + "}}"));
            default -> Optional.of(json("[" + random.nextInt(3) + "]"));
        };
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
