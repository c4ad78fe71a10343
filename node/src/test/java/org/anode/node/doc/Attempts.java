package org.anode.node.doc;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.anode.node.Cast;
import org.anode.node.RightsTable.Act;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.SessionId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every act of the table as messages of who tries, hand-made and signed with its own keys. */
final class Attempts {
    private static final ExecId OWN = new ExecId("own");

    private final Scene scene;
    private final Cast cast;
    private final SessionId hosted;

    /** @param done whether it had its effect at Bela's */
    record Attempt(List<WireMessage> messages, BooleanSupplier done) {
        Attempt {
            messages = List.copyOf(messages);
        }
    }

    Attempts(Scene scene) {
        this.scene = scene;
        this.cast = scene.cast;
        this.hosted = SessionId.of(cast.grant, Samples.filled(SessionId.NONCE_BYTES, 2));
    }

    Attempt of(Act act) {
        return switch (act) {
            case READ ->
                question(
                        new WireMessage.Positions(List.of(new WireMessage.GrantPositions(ROOT.grant(), List.of()))),
                        WireMessage.Batches.class);
            case HEAR -> new Attempt(List.of(), this::hearsOfAnEdit);
            case WANT ->
                question(
                        new WireMessage.Wants(
                                Scene.CELLS, List.of(scene.cells.getLast().hash())),
                        WireMessage.Batches.class);
            case SUMMARY ->
                question(
                        new WireMessage.Summary(
                                List.of(new WireMessage.GrantDigest(ROOT.grant(), Samples.filled(32, 1)))),
                        WireMessage.Positions.class);
            case COMMENT -> comment();
            case INSERT, SOURCE, ORDER, DELETED, TYPE, CELL_META, ATTACHMENTS, META, GO_ON -> edit(act);
            case ASK_OWN, ASK_OTHERS, CANCEL_OWN, CANCEL_OTHERS, INTERRUPT_OTHERS, RESTART_OTHERS, CLEAR -> ask(act);
            case HOST, REFUSE, BID -> host(act);
            case OUTPUTS -> outputs(hosted, Scene.TO_RUN, List.of());
            case OTHERS_OUTPUTS -> outputs(Scene.SESSION, Scene.DONE, scene.outputs);
            case OWN_LEDGER -> ownLedger();
            case OTHERS_LEDGER -> othersLedger();
            case LET_IN, REMOVE, REMOVE_JUNIOR, REMOVE_EQUAL, REMOVE_MAKER, EPOCH, LEAVE -> state(act);
            case ADMIT -> admit();
            case MAKERS_STATEMENT -> makersStatement();
            case MAKERS_BATCH -> makersBatch();
            case MAKERS_CHANGE -> makersChange();
            case OLD_STATEMENT ->
                new Attempt(
                        List.of(new WireMessage.Statements(scene.statements().stream()
                                .filter(statement -> !statement.equals(ROOT.encoded()))
                                .toList())),
                        () -> false);
            case OLD_BATCH -> new Attempt(scene.sent, () -> false);
        };
    }

    private Attempt question(WireMessage asked, Class<? extends WireMessage> answer) {
        return new Attempt(List.of(asked), () -> scene.told.stream().anyMatch(answer::isInstance));
    }

    /** Bela writes something. */
    private boolean hearsOfAnEdit() {
        scene.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "news"));
        return scene.told.stream().anyMatch(WireMessage.Batches.class::isInstance);
    }

    private Attempt seen(WireMessage message, Predicate<OpenNotebook> done) {
        return new Attempt(List.of(message), () -> scene.ask(done::test));
    }

    private Attempt comment() {
        var comments = new DocumentName.Comments();
        return seen(scene.pen(comments).message(Pen::blank), open -> isApplied(open, comments));
    }

    private Attempt edit(Act act) {
        return switch (act) {
            case SOURCE ->
                edit(
                        new CellsEdit.Splice(Scene.CELL, 0, 1, "y"),
                        cell -> cell.source().equals("y = 1\n"));
            case ORDER ->
                edit(new CellsEdit.Move(Scene.CELL, "Z"), cell -> cell.order().equals("Z"));
            case DELETED -> edit(new CellsEdit.SetDeleted(Scene.CELL, true), Cell::deleted);
            case TYPE -> edit(new CellsEdit.SetType(Scene.CELL, CellType.RAW), cell -> cell.type() == CellType.RAW);
            case CELL_META ->
                edit(
                        new CellsEdit.SetCellMeta(Scene.CELL, "by", Optional.of(text("Eve"))),
                        cell -> cell.meta().has("by"));
            case ATTACHMENTS ->
                edit(
                        new CellsEdit.SetAttachments(
                                Scene.CELL,
                                JsonNodeFactory.instance.objectNode().set("a.png", Scene.NONE)),
                        cell -> cell.attachments().has("a.png"));
            case META ->
                seen(
                        scene.pen(Scene.CELLS)
                                .message(pen -> pen.cells(new CellsEdit.SetMeta("title", Optional.of(text("Eve’s"))))),
                        open -> open.view().meta().path("title").asString("").equals("Eve’s"));
            case GO_ON -> insert(scene.former, "went-on");
            default -> insert(scene.pen(Scene.CELLS), "inserted");
        };
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    /** Of Anna's cell. */
    private Attempt edit(CellsEdit edit, Predicate<Cell> done) {
        return seen(
                scene.pen(Scene.CELLS).message(pen -> pen.cells(edit)),
                open -> Optional.ofNullable(open.view().cells().get(Scene.CELL))
                        .filter(done)
                        .isPresent());
    }

    private Attempt insert(Pen pen, String cell) {
        return seen(pen.message(pen.cells(Scene.insert(cell))), open -> has(open, cell));
    }

    static boolean has(OpenNotebook open, String cell) {
        return open.view().cells().containsKey(new CellId(cell));
    }

    private Attempt ask(Act act) {
        return switch (act) {
            case ASK_OTHERS ->
                ledger(run(
                        List.of(Scene.request(new ExecId("asked"), Scene.CELL, 101, Samples.BELA.device())),
                        view -> view.run(new ExecId("asked")).isPresent()));
            case CANCEL_OWN -> ledger(run(cancelled(OWN), view -> is(view, OWN, RunState.CANCELLED)));
            case CANCEL_OTHERS ->
                ledger(run(cancelled(Scene.WAITS), view -> is(view, Scene.WAITS, RunState.CANCELLED)));
            case INTERRUPT_OTHERS ->
                ledger(run(
                        List.of(control(
                                ControlKind.INTERRUPT, Optional.of(Scene.RUNS), Optional.empty(), Optional.empty())),
                        view -> view.run(Scene.RUNS).filter(Run::interruptAsked).isPresent()));
            case RESTART_OTHERS ->
                ledger(run(
                        List.of(control(
                                ControlKind.RESTART, Optional.empty(), Optional.of(Scene.SESSION), Optional.empty())),
                        view -> view.asked(view.session(Scene.SESSION).orElseThrow())
                                .contains(ControlKind.RESTART)));
            case CLEAR ->
                ledger(run(
                        List.of(control(
                                ControlKind.CLEAR, Optional.empty(), Optional.empty(), Optional.of(Scene.SHOWN))),
                        view -> view.shown(Scene.SHOWN).isEmpty()));
            default ->
                ledger(run(
                        List.of(Scene.request(OWN, Scene.CELL, 100, cast.by().device())),
                        view -> view.run(OWN).isPresent()));
        };
    }

    /** What a ledger says, and what follows from it where that counts. */
    private record Said(List<LedgerRecord> records, Predicate<ExecutionView> done) {}

    private static Said run(List<LedgerRecord> records, Predicate<ExecutionView> done) {
        return new Said(records, done);
    }

    private Attempt ledger(Said said) {
        var pen = scene.pen(scene.nextLedger(cast.grant));
        return seen(
                pen.message(pen.ledger(said.records)),
                open -> said.done.test(open.ledgers().view()));
    }

    private static List<LedgerRecord> cancelled(ExecId exec) {
        return List.of(control(ControlKind.CANCEL, Optional.of(exec), Optional.empty(), Optional.empty()));
    }

    private static Control control(
            ControlKind kind, Optional<ExecId> exec, Optional<SessionId> session, Optional<CellId> cell) {
        return new Control("by-eve-" + kind.name(), kind, exec, session, cell, 200);
    }

    private static boolean is(ExecutionView view, ExecId exec, RunState state) {
        return view.run(exec).filter(run -> run.state() == state).isPresent();
    }

    private Attempt host(Act act) {
        return switch (act) {
            case REFUSE ->
                ledger(run(
                        List.of(finished(Scene.TO_REFUSE, FinishState.REFUSED)),
                        view -> is(view, Scene.TO_REFUSE, RunState.REFUSED)));
            case BID -> {
                var pen = scene.pen(scene.nextLedger(cast.grant));
                var bid = new Bid("bid", SessionView.SCOPE_ALL, 5, "python");
                yield seen(pen.message(pen.ledger(List.of(bid))), open -> Counting.generation(open) == 6);
            }
            default -> ledger(run(hosting(), view -> is(view, Scene.TO_RUN, RunState.OK)));
        };
    }

    private List<LedgerRecord> hosting() {
        var scope = SessionView.scopeOf(cast.by().person().toString());
        return List.of(
                new Session(hosted, scope, 2, "python", "all"),
                new Assignment(Scene.TO_RUN, hosted),
                new Started(Scene.TO_RUN, hosted, 1),
                finished(Scene.TO_RUN, FinishState.OK));
    }

    private static Finished finished(ExecId exec, FinishState state) {
        return new Finished(exec, state, Optional.empty(), OptionalLong.empty(), 1);
    }

    private Attempt outputs(SessionId session, ExecId exec, List<ChangeChunk> below) {
        var pen = scene.pen(cast.by(), cast.grant, new DocumentName.Outputs(session), below);
        return seen(
                pen.message(pen.outputs(Scene.put(exec, 1, "put out by Eve"))),
                open -> open.outputs(exec).toString().contains("put out by Eve"));
    }

    private Attempt ownLedger() {
        var name = scene.nextLedger(cast.grant);
        var ended = new Ended(new SessionId("never-begun"), "nothing");
        return seen(scene.pen(name).message(pen -> pen.ledger(List.of(ended))), open -> isApplied(open, name));
    }

    private static boolean isApplied(OpenNotebook open, DocumentName document) {
        return !open.replication().machine().applied(document).isEmpty();
    }

    private Attempt othersLedger() {
        var exec = new ExecId("in-annas-name");
        var pen = scene.pen(scene.nextLedger(ROOT.grant()));
        var request = Scene.request(exec, Scene.CELL, 102, ANNA.device());
        return seen(
                pen.message(pen.ledger(List.of(request))),
                open -> open.run(exec).isPresent());
    }

    private Attempt state(Act act) {
        return switch (act) {
            case REMOVE -> revoke(cast.carl);
            case REMOVE_JUNIOR -> revoke(cast.fred);
            case REMOVE_EQUAL -> revoke(cast.dora);
            case REMOVE_MAKER -> revoke(ROOT.grant());
            case LEAVE -> revoke(cast.grant);
            case EPOCH ->
                stated(
                        cast.grant,
                        new Statement.Epoch(1, Samples.filled(32, 8), List.of(cast.gus), List.of()),
                        open -> Scene.members(open).standing().epoch().isPresent());
            default -> letIn(cast.grant, 8);
        };
    }

    private Attempt stated(GrantId issuer, Statement.Body body, Predicate<OpenNotebook> done) {
        var statement = scene.statement(issuer, body);
        return seen(new WireMessage.Statements(List.of(statement.encoded())), done);
    }

    private Attempt letIn(GrantId issuer, int seed) {
        var somebody = Samples.identity(seed);
        var body = Cast.grant(somebody, Role.EDIT, Set.of(Flag.HOST));
        return stated(issuer, body, open -> Scene.members(open).isLive(somebody.device()));
    }

    /** With a cut at all that counts, so that nothing but the right is different. */
    private Attempt revoke(GrantId grant) {
        var cut = scene.ask(open -> open.replication().machine().cut(grant));
        int before = scene.ask(open -> revokes(open, grant));
        return stated(cast.grant, new Statement.Revoke(grant, cut), open -> revokes(open, grant) > before);
    }

    private static int revokes(OpenNotebook open, GrantId grant) {
        return Scene.members(open).standing().revokes(grant).size();
    }

    private Attempt admit() {
        var pen = scene.pen(Cast.GUS, cast.gus, Scene.CELLS, scene.cells);
        var late = pen.cells(Scene.insert("late"));
        var statement = scene.statement(cast.grant, new Statement.Admit(cast.gus, upTo(late.getLast())));
        var messages = List.of(new WireMessage.Statements(List.of(statement.encoded())), pen.message(late));
        return new Attempt(messages, () -> scene.ask(open -> has(open, "late")));
    }

    static Cut upTo(SealedBatch last) {
        var tip = new Cut.Tip(last.batch().lastSeq(), last.hash());
        var actors = new TreeMap<>(Map.of(last.batch().actor(), tip));
        return new Cut(new TreeMap<>(Map.of(Scene.CELLS.text(), actors)), Statement.NO_PREVIOUS);
    }

    private Attempt makersStatement() {
        return letIn(ROOT.grant(), 9);
    }

    private Attempt makersBatch() {
        return insert(scene.pen(cast.by(), ROOT.grant(), Scene.CELLS, scene.cells), "in-annas-name");
    }

    private Attempt makersChange() {
        var nonce = Samples.filled(Actors.NONCE_BYTES, 99);
        var change =
                new Pen(ANNA, ROOT.grant(), Scene.CELLS, nonce, scene.cells).change(Scene.insert("of-annas-actor"));
        List<Bytes> chunks = change.stream().map(ChangeChunk::encoded).toList();
        var batch = new Batch(NOTEBOOK, Scene.CELLS, cast.grant, nonce, 1, chunks.size(), Batch.NO_PREVIOUS, chunks);
        var sealed = BatchCodec.seal(batch, cast.by().keys());
        return seen(scene.pen(Scene.CELLS).message(List.of(sealed)), open -> has(open, "of-annas-actor"));
    }
}
