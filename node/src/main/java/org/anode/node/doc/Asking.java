package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.host.Target;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.cells.Cell;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Request;

/** The records by which this node asks for something: fresh ids, sequences above all that is known. */
final class Asking {
    private final Desk desk;
    private final Cells cells;
    private final Ledgers ledgers;

    Asking(Desk desk, Cells cells, Ledgers ledgers) {
        this.desk = desk;
        this.cells = cells;
        this.ledgers = ledgers;
    }

    /** For runs of {@code wanted}, in this order; more than one is a batch (EX-12). */
    List<Request> requests(List<Cell> wanted, Target of) {
        var batch = wanted.size() > 1 ? Optional.of(desk.freshName()) : Optional.<String>empty();
        var seq = nextSeq();
        var requests = new ArrayList<Request>();
        for (var cell : wanted) requests.add(request(cell, seq++, of, batch));
        return requests;
    }

    private Request request(Cell cell, long seq, Target of, Optional<String> batch) {
        return new Request(
                new ExecId(desk.freshName()),
                cell.id(),
                cells.view().heads(),
                new BlobId(Bytes.utf8(cell.source()).sha256()),
                seq,
                of.host(),
                of.session(),
                batch,
                Optional.empty(),
                Optional.empty());
    }

    /** For the text that {@code before} asked for, elsewhere. */
    Request again(Request before, Target of) {
        return new Request(
                new ExecId(desk.freshName()),
                before.cell(),
                before.heads(),
                before.sourceHash(),
                nextSeq(),
                of.host(),
                of.session(),
                Optional.empty(),
                Optional.of(before.id()),
                Optional.empty());
    }

    Control interrupt(ExecId exec) {
        return control(ControlKind.INTERRUPT, Optional.of(exec), Optional.empty(), Optional.empty());
    }

    Control cancel(ExecId exec) {
        return control(ControlKind.CANCEL, Optional.of(exec), Optional.empty(), Optional.empty());
    }

    Control restart(SessionId session) {
        return control(ControlKind.RESTART, Optional.empty(), Optional.of(session), Optional.empty());
    }

    Control clear(CellId cell) {
        return control(ControlKind.CLEAR, Optional.empty(), Optional.empty(), Optional.of(cell));
    }

    private Control control(
            ControlKind kind, Optional<ExecId> exec, Optional<SessionId> session, Optional<CellId> cell) {
        return new Control(desk.freshName(), kind, exec, session, cell, nextSeq());
    }

    private long nextSeq() {
        return ledgers.view().nextSeq(ledgers.mine());
    }
}
