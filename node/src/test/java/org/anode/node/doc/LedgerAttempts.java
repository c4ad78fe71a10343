package org.anode.node.doc;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.ROOT;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.anode.node.Cast;
import org.anode.node.replicate.Samples;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Bid;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;

/** What is tried with records about runs, and with outputs. */
final class LedgerAttempts {
    private static final ExecId OWN = new ExecId("own");
    private static final ExecId ASKED = new ExecId("asked");

    private final Scene scene;
    private final Cast cast;
    private final SessionId hosted;

    LedgerAttempts(Scene scene) {
        this.scene = scene;
        this.cast = scene.cast;
        this.hosted = SessionId.of(cast.grant, Samples.filled(SessionId.NONCE_BYTES, 2));
    }

    Attempt askOwn() {
        return request(OWN, cast.by().device());
    }

    Attempt askOthers() {
        return request(ASKED, Samples.BELA.device());
    }

    private Attempt request(ExecId exec, DeviceId host) {
        return records(
                List.of(Scene.request(exec, Scene.CELL, 100, host)),
                view -> view.run(exec).isPresent());
    }

    Attempt cancelOwn() {
        return cancel(OWN);
    }

    Attempt cancelOthers() {
        return cancel(Scene.WAITS);
    }

    private Attempt cancel(ExecId exec) {
        return control(
                ControlKind.CANCEL,
                Optional.of(exec),
                Optional.empty(),
                Optional.empty(),
                view -> is(view, exec, RunState.CANCELLED));
    }

    Attempt interruptOthers() {
        return control(
                ControlKind.INTERRUPT,
                Optional.of(Scene.RUNS),
                Optional.empty(),
                Optional.empty(),
                view -> view.run(Scene.RUNS).filter(Run::interruptAsked).isPresent());
    }

    Attempt restartOthers() {
        return control(
                ControlKind.RESTART,
                Optional.empty(),
                Optional.of(Scene.SESSION),
                Optional.empty(),
                view -> view.asked(view.session(Scene.SESSION).orElseThrow()).contains(ControlKind.RESTART));
    }

    Attempt clear() {
        return control(
                ControlKind.CLEAR,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Scene.SHOWN),
                view -> view.shown(Scene.SHOWN).isEmpty());
    }

    private Attempt control(
            ControlKind kind,
            Optional<ExecId> exec,
            Optional<SessionId> session,
            Optional<CellId> cell,
            Predicate<ExecutionView> done) {
        return records(List.of(new Control("by-eve-" + kind.name(), kind, exec, session, cell, 200)), done);
    }

    /** Anna's request to who tries, from its session to its end. */
    Attempt host() {
        var scope = SessionView.scopeOf(cast.by().person().toString());
        return records(
                List.of(
                        new Session(hosted, scope, 2, "python", "all"),
                        new Assignment(Scene.TO_RUN, hosted),
                        new Started(Scene.TO_RUN, hosted, 1),
                        finished(Scene.TO_RUN, FinishState.OK)),
                view -> is(view, Scene.TO_RUN, RunState.OK));
    }

    Attempt refuse() {
        return records(
                List.of(finished(Scene.TO_REFUSE, FinishState.REFUSED)),
                view -> is(view, Scene.TO_REFUSE, RunState.REFUSED));
    }

    private static Finished finished(ExecId exec, FinishState state) {
        return new Finished(exec, state, Optional.empty(), OptionalLong.empty(), 1);
    }

    Attempt bid() {
        var pen = scene.pen(scene.nextLedger(cast.grant));
        var bid = new Bid("bid", SessionView.SCOPE_ALL, 5, "python");
        return Attempt.seen(scene, pen.message(pen.ledger(List.of(bid))), open -> Counting.generation(open) == 6);
    }

    private static boolean is(ExecutionView view, ExecId exec, RunState state) {
        return view.run(exec).filter(run -> run.state() == state).isPresent();
    }

    private Attempt records(List<LedgerRecord> records, Predicate<ExecutionView> done) {
        var pen = scene.pen(scene.nextLedger(cast.grant));
        return Attempt.seen(
                scene,
                pen.message(pen.ledger(records)),
                open -> done.test(open.ledgers().view()));
    }

    Attempt ownOutputs() {
        return outputs(hosted, Scene.TO_RUN, List.of());
    }

    Attempt othersOutputs() {
        return outputs(Scene.SESSION, Scene.DONE, scene.outputs);
    }

    private Attempt outputs(SessionId session, ExecId exec, List<ChangeChunk> below) {
        var pen = scene.pen(cast.by(), cast.grant, new DocumentName.Outputs(session), below);
        return Attempt.seen(
                scene,
                pen.message(pen.outputs(Scene.put(exec, 1, "put out by Eve"))),
                open -> open.outputs(exec).toString().contains("put out by Eve"));
    }

    Attempt ownLedger() {
        var name = scene.nextLedger(cast.grant);
        var pen = scene.pen(name);
        var ended = new Ended(new SessionId("never-begun"), "nothing");
        return Attempt.seen(scene, pen.message(pen.ledger(List.of(ended))), open -> Attempts.isApplied(open, name));
    }

    Attempt othersLedger() {
        var exec = new ExecId("in-annas-name");
        var pen = scene.pen(scene.nextLedger(ROOT.grant()));
        var request = Scene.request(exec, Scene.CELL, 102, ANNA.device());
        return Attempt.seen(
                scene,
                pen.message(pen.ledger(List.of(request))),
                open -> open.run(exec).isPresent());
    }
}
