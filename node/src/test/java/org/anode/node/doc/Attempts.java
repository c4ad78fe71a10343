package org.anode.node.doc;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.anode.node.Cast;
import org.anode.node.RightsTable.Act;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DocumentName;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.chunk.ChangeChunk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every act of the table, as it is tried on a {@link Scene}. */
final class Attempts {
    private static final JsonNode THING = JsonNodeFactory.instance.objectNode().put("by", "Eve");

    private final Scene scene;
    private final Cast cast;

    Attempts(Scene scene) {
        this.scene = scene;
        this.cast = scene.cast;
    }

    Attempt of(Act act) {
        var ledger = new LedgerAttempts(scene);
        var statement = new StatementAttempts(scene);
        return switch (act) {
            case READ -> read();
            case HEAR -> new Attempt(List.of(), this::hearsOfAnEdit);
            case WANT -> want();
            case SUMMARY -> summary();
            case COMMENT -> comment();
            case INSERT -> insert(scene.pen(Scene.CELLS), "inserted");
            case SOURCE ->
                edit(
                        new CellsEdit.Splice(Scene.CELL, 0, 1, "y"),
                        c -> c.source().equals("y = 1\n"));
            case ORDER ->
                edit(new CellsEdit.Move(Scene.CELL, "Z"), cell -> cell.order().equals("Z"));
            case DELETED -> edit(new CellsEdit.SetDeleted(Scene.CELL, true), Cell::deleted);
            case TYPE -> edit(new CellsEdit.SetType(Scene.CELL, CellType.RAW), cell -> cell.type() == CellType.RAW);
            case CELL_META ->
                edit(
                        new CellsEdit.SetCellMeta(Scene.CELL, "by", Optional.of(THING)),
                        c -> c.meta().has("by"));
            case ATTACHMENTS ->
                edit(
                        new CellsEdit.SetAttachments(Scene.CELL, THING),
                        c -> c.attachments().has("by"));
            case META -> meta();
            case GO_ON -> insert(scene.former, "went-on");
            case ASK_OWN -> ledger.askOwn();
            case ASK_OTHERS -> ledger.askOthers();
            case CANCEL_OWN -> ledger.cancelOwn();
            case CANCEL_OTHERS -> ledger.cancelOthers();
            case INTERRUPT_OTHERS -> ledger.interruptOthers();
            case RESTART_OTHERS -> ledger.restartOthers();
            case CLEAR -> ledger.clear();
            case HOST -> ledger.host();
            case REFUSE -> ledger.refuse();
            case BID -> ledger.bid();
            case OUTPUTS -> ledger.ownOutputs();
            case OTHERS_OUTPUTS -> ledger.othersOutputs();
            case OWN_LEDGER -> ledger.ownLedger();
            case OTHERS_LEDGER -> ledger.othersLedger();
            case LET_IN -> statement.letIn();
            case REMOVE -> statement.revoke(cast.carl);
            case REMOVE_JUNIOR -> statement.revoke(cast.fred);
            case REMOVE_EQUAL -> statement.revoke(cast.dora);
            case REMOVE_MAKER -> statement.revoke(ROOT.grant());
            case ADMIT -> statement.admit();
            case EPOCH -> statement.epoch();
            case MAKERS_STATEMENT -> statement.letInAsMaker();
            case MAKERS_BATCH -> insert(scene.pen(cast.by(), ROOT.grant(), Scene.CELLS, scene.cells), "in-annas-name");
            case MAKERS_CHANGE -> makersChange();
            case OLD_STATEMENT -> statement.old();
            case OLD_BATCH -> new Attempt(scene.sent, () -> false);
            case LEAVE -> statement.revoke(cast.grant);
        };
    }

    private Attempt read() {
        var nothing = new WireMessage.GrantPositions(ROOT.grant(), List.of());
        return question(new WireMessage.Positions(List.of(nothing)), WireMessage.Batches.class);
    }

    private Attempt want() {
        var change = scene.cells.getLast().hash();
        return question(new WireMessage.Wants(Scene.CELLS, List.of(change)), WireMessage.Batches.class);
    }

    private Attempt summary() {
        var other = new WireMessage.GrantDigest(ROOT.grant(), Samples.filled(32, 1));
        return question(new WireMessage.Summary(List.of(other)), WireMessage.Positions.class);
    }

    private Attempt question(WireMessage asked, Class<? extends WireMessage> answer) {
        return new Attempt(List.of(asked), () -> scene.told.stream().anyMatch(answer::isInstance));
    }

    /** Bela writes something. */
    private boolean hearsOfAnEdit() {
        scene.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "news"));
        return scene.told.stream().anyMatch(WireMessage.Batches.class::isInstance);
    }

    private Attempt comment() {
        var comments = new DocumentName.Comments();
        var pen = scene.pen(comments);
        return Attempt.seen(scene, pen.message(pen.blank()), open -> isApplied(open, comments));
    }

    static boolean isApplied(OpenNotebook open, DocumentName document) {
        return !open.replication().machine().applied(document).isEmpty();
    }

    /** Of Anna's cell. */
    private Attempt edit(CellsEdit edit, Predicate<Cell> done) {
        var pen = scene.pen(Scene.CELLS);
        return Attempt.seen(
                scene,
                pen.message(pen.cells(edit)),
                open -> Optional.ofNullable(open.view().cells().get(Scene.CELL))
                        .filter(done)
                        .isPresent());
    }

    private Attempt meta() {
        var pen = scene.pen(Scene.CELLS);
        var edit = new CellsEdit.SetMeta("eves", Optional.of(THING));
        return Attempt.seen(
                scene, pen.message(pen.cells(edit)), open -> open.view().meta().has("eves"));
    }

    private Attempt insert(Pen pen, String cell) {
        return Attempt.seen(scene, pen.message(pen.cells(Scene.insert(cell))), open -> has(open, cell));
    }

    static boolean has(OpenNotebook open, String cell) {
        return open.view().cells().containsKey(new CellId(cell));
    }

    private Attempt makersChange() {
        var nonce = Samples.filled(Actors.NONCE_BYTES, 99);
        var maker = new Pen(ANNA, ROOT.grant(), Scene.CELLS, nonce, scene.cells);
        List<Bytes> chunks = maker.change(Scene.insert("of-annas-actor")).stream()
                .map(ChangeChunk::encoded)
                .toList();
        var batch = new Batch(NOTEBOOK, Scene.CELLS, cast.grant, nonce, 1, chunks.size(), Batch.NO_PREVIOUS, chunks);
        var message = maker.message(List.of(BatchCodec.seal(batch, cast.by().keys())));
        return Attempt.seen(scene, message, open -> has(open, "of-annas-actor"));
    }
}
