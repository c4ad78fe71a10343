package org.anode.schema.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.Forge;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies changes that were damaged on purpose and given a right checksum, in a process of its own: prints the seed before
 * each, so that the last line names the one that killed it. Arguments: first seed, how many.
 */
public final class ForgedChanges {
    private static final JsonMapper JSON = new JsonMapper();
    private static final CellId A = new CellId("a");

    private ForgedChanges() {}

    public static void main(String[] args) {
        var counts = new TreeMap<String, Integer>();
        long first = Long.parseLong(args[0]);
        for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
            System.out.println("seed " + seed);
            var outcome = outcome(new SplittableRandom(seed));
            System.out.println(outcome);
            counts.merge(outcome, 1, Integer::sum);
        }
        System.out.println("survived " + counts);
    }

    private static ActorId actor(int n) {
        return new ActorId(Bytes.utf8("actor-%010d".formatted(n)));
    }

    private static String outcome(SplittableRandom random) {
        try (var author = CellsDocument.create(actor(1));
                var victim = CellsDocument.create(actor(2))) {
            var sound = history(author, random);
            int target = random.nextInt(sound.size());
            var _ = victim.apply(sound.subList(0, target));
            var forged = forge(sound, target, random);
            if (random.nextInt(4) == 0) {
                var _ = victim.edit(List.of(new CellsEdit.SetSource(A, "mine"), edit(random)));
            }
            return apply(victim, forged, sound, random);
        }
    }

    private static String apply(CellsDocument victim, Bytes forged, List<ChangeChunk> sound, SplittableRandom random) {
        if (!(ChunkCodec.parse(forged) instanceof Parsed.Ok<List<ChangeChunk>>(var chunks)))
            return "refused by the codec";
        var result = victim.apply(chunks);
        if (!(result instanceof CellsChange.Ok)) return result.getClass().getSimpleName();
        var _ = victim.view();
        var _ = victim.edit(List.of(edit(random), edit(random)));
        var _ = victim.apply(sound);
        var _ = victim.view();
        return loads(victim) ? "accepted" : "accepted, but its snapshot does not load";
    }

    private static boolean loads(CellsDocument victim) {
        return switch (CellsDocument.load(victim.save(), actor(3))) {
            case CellsDocument.Opened.Malformed _ -> false;
            case CellsDocument.Opened.Ok(var copy) -> {
                try (copy) {
                    yield copy.view().equals(victim.view());
                }
            }
        };
    }

    private static List<ChangeChunk> history(CellsDocument author, SplittableRandom random) {
        var chunks = new ArrayList<ChangeChunk>();
        for (var id : List.of("a", "b"))
            chunks.addAll(author.edit(List.of(new CellsEdit.Insert(
                    new CellId(id),
                    CellType.CODE,
                    "V00" + id,
                    "print(1)\n😀",
                    JSON.readTree("{\"tags\": [\"x\", 1, [2.5, null]], \"n\": {\"m\": true}}"),
                    JSON.readTree("{}")))));
        for (int i = 0; i < 6; i++) chunks.addAll(author.edit(List.of(edit(random), edit(random))));
        return chunks;
    }

    private static CellsEdit edit(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> new CellsEdit.Splice(A, random.nextInt(12), random.nextInt(4), "é" + random.nextInt());
            case 1 -> new CellsEdit.SetSource(A, "x".repeat(random.nextInt(20)));
            case 2 -> new CellsEdit.Move(A, "V" + random.nextInt(99));
            case 3 -> new CellsEdit.SetDeleted(A, random.nextBoolean());
            case 4 -> new CellsEdit.SetMeta("k" + random.nextInt(3), Optional.of(JSON.readTree("[1, {\"a\": 2}]")));
            default -> new CellsEdit.SetCellMeta(A, "n", Optional.empty());
        };
    }

    /** Damages the body of one sound change: bytes, a stretch of another change, or a run length made huge. */
    private static Bytes forge(List<ChangeChunk> sound, int target, SplittableRandom random) {
        var body = Forge.body(sound.get(target));
        int columns = columnsAt(sound.get(target), body);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(3) == 0 ? 0 : columns;
            int at = from + random.nextInt(body.length - from);
            body = switch (random.nextInt(5)) {
                case 0 -> set(body, at, random.nextInt(256));
                case 1 -> set(body, at, body[at] + (random.nextBoolean() ? 1 : -1));
                case 2 -> set(body, at, 1 << random.nextInt(8) ^ body[at]);
                case 3 -> {
                    var other = Forge.body(sound.get(random.nextInt(sound.size())));
                    int start = random.nextInt(other.length);
                    int length = Math.min(Math.min(other.length - start, body.length - at), 1 + random.nextInt(8));
                    var copy = body.clone();
                    System.arraycopy(other, start, copy, at, length);
                    yield copy;
                }
                default -> set(set(body, at, 0xff), Math.min(at + 1, body.length - 1), 0xff);
            };
        }
        return Forge.chunk(body);
    }

    /** Where the part after deps and actor begins. */
    private static int columnsAt(ChangeChunk chunk, byte[] body) {
        return Math.min(body.length - 1, 1 + 32 * chunk.deps().size() + 17);
    }

    private static byte[] set(byte[] body, int at, int value) {
        var copy = Arrays.copyOf(body, body.length);
        copy[at] = (byte) value;
        return copy;
    }
}
