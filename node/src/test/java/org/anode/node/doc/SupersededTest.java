package org.anode.node.doc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anode.node.Cast;
import org.anode.node.RightsTable.Who;
import org.anode.node.replicate.Samples;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.cells.CellType;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device whose session is displaced by another device's, of which its record tells. */
final class SupersededTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    @DisplayName("EX-7 EX-10 whose session is displaced finishes what it runs, cancels what waits, and ends it")
    void displaced() {
        var cast = new Cast(Who.EDIT_HOST);
        try (var scene = new Scene(cast, folder)) {
            var runs = asked(scene, "hang");
            var waits = asked(scene, "print no");
            awaitState(scene, runs, RunState.EXECUTING);
            var theirs = SessionId.of(cast.grant, Samples.filled(SessionId.NONCE_BYTES, 9));
            var scope = SessionView.scopeOf(Samples.BELA.person().toString());
            var pen = scene.pen(scene.nextLedger(cast.grant));
            scene.say(pen.message(pen.ledger(List.of(new Session(theirs, scope, 100, "graalpy", "owner")))));
            awaitState(scene, waits, RunState.CANCELLED);
            awaitState(scene, runs, RunState.EXECUTING);
            scene.ask(open -> open.interrupt(Optional.of(runs.value())));
            awaitState(scene, runs, RunState.ERROR);
            await().atMost(PATIENCE)
                    .until(() -> scene.ask(open -> open.run(runs)
                            .flatMap(run -> run.session())
                            .flatMap(open.ledgers().view()::session)
                            .filter(SessionView::live)
                            .isEmpty()));
            assertEquals(List.of("hang"), scene.bela.kernels.executed);
        }
    }

    private static ExecId asked(Scene scene, String source) {
        return scene.ask(open -> open.run(List.of(new Edits(open)
                        .add(CellType.CODE, Optional.empty(), source)
                        .value()))
                .getFirst());
    }

    private static void awaitState(Scene scene, ExecId exec, RunState state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        state, scene.ask(open -> open.run(exec).orElseThrow().state())));
    }
}
