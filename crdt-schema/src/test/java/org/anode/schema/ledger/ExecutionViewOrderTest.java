package org.anode.schema.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ExecutionViewOrderTest {
    private static final int SEEDS = 100;
    private static final int RECORDS = 120;

    @Test
    @DisplayName("any order and any repetition of the same records gives the same view")
    void permutations() {
        var reached = EnumSet.noneOf(RunState.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var world = new World();
            scribble(world, random);
            world.view.runs().forEach(r -> reached.add(r.state()));
            var shuffled = new ArrayList<>(world.records);
            for (int i = 0; i < 30; i++) shuffled.add(world.records.get(random.nextInt(world.records.size())));
            Collections.shuffle(shuffled, random);
            assertEquals(all(world.view), all(world.replay(shuffled)), "seed " + seed);
        }
        assertEquals(EnumSet.allOf(RunState.class), reached, "the seeds reach every state");
    }

    @Test
    @DisplayName("a refold of everything gives what adding gave")
    void refold() {
        for (long seed = 0; seed < 40; seed++) {
            var world = new World();
            scribble(world, new Random(seed));
            var before = all(world.view);
            world.view.rightsChanged();
            assertEquals(before, all(world.view), "seed " + seed);
        }
    }

    @Test
    @DisplayName("10 000 runs in a notebook: adding one more does not cost a refold")
    void manyRuns() {
        var world = new World();
        var ada = world.full("ada");
        ada.session("s1", "all", 1);
        for (int i = 1; i <= 10_000; i++) {
            ada.batch("e" + i, i, "s1", "b" + i / 100);
            var started = ada.write(new LedgerRecord.Started(new ExecId("e" + i), new SessionId("s1"), i));
            assertEquals(1, started.runs().size());
            ada.finished("e" + i, FinishState.OK);
        }
        var before = System.nanoTime();
        for (int i = 10_001; i <= 11_000; i++) {
            ada.pinned("e" + i, i, "s1");
            ada.ran("e" + i, "s1", FinishState.OK);
        }
        var micros = (System.nanoTime() - before) / 3_000 / 1_000;
        assertEquals(11_000, world.view.runsOf(World.CELL).size());
        assertTrue(micros < 500, "a record took " + micros + " µs");
    }

    /** Everything a view answers. */
    private static List<Object> all(ExecutionView view) {
        var queues = view.sessions().stream()
                .map(s -> List.of(view.queue(s.id()), view.unsettled(s.id()), view.asked(s)))
                .toList();
        return List.of(
                view.runs(),
                view.sessions(),
                queues,
                view.open(),
                view.shown(World.CELL),
                view.current("all"),
                view.current("own/p0"),
                view.cells());
    }

    /** Five members, of whom two may not do everything, write what comes to mind, right and wrong. */
    private static void scribble(World world, Random random) {
        var writers = new ArrayList<World.Writer>();
        for (int i = 0; i < 3; i++) writers.add(world.full("p" + i));
        writers.add(world.member("p3", true, false, true));
        writers.add(world.member("p4", true, true, false));
        for (int i = 0; i < 3; i++) writers.add(writers.get(i).startedAgain());
        for (int i = 0; i < RECORDS; i++) scribble(writers, random);
    }

    private static void scribble(List<World.Writer> writers, Random random) {
        var w = writers.get(random.nextInt(writers.size()));
        var exec = "e" + random.nextInt(14);
        var session = "s" + random.nextInt(6);
        long seq = random.nextInt(40) == 0 ? Climb.STEP_MAX + random.nextInt(9) : 1 + random.nextInt(30);
        switch (random.nextInt(16)) {
            case 0, 1 -> w.session(session, random.nextBoolean() ? "all" : "own/p" + random.nextInt(5), 1 + seq % 4);
            case 2 -> w.ended(session, "reason " + random.nextInt(3));
            case 3 -> w.request(exec, seq);
            case 4 -> w.pinned(exec, seq, session);
            case 5 -> w.toHost(exec, seq, writers.get(random.nextInt(writers.size())));
            case 6 -> w.batch(exec, seq, session, "b" + random.nextInt(2));
            case 7 -> w.fromFile(exec, seq);
            case 8, 9 -> w.assigned(exec, session);
            case 10, 11 -> w.started(exec, session, 1 + random.nextInt(3));
            case 12, 13 -> w.finished(exec, any(FinishState.values(), random));
            case 14 -> w.clear(seq);
            default -> anyControl(w, exec, session, seq, random);
        }
    }

    private static void anyControl(World.Writer w, String exec, String session, long seq, Random random) {
        w.control(any(ControlKind.values(), random), exec, session, seq);
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
