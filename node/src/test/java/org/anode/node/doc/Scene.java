package org.anode.node.doc;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.ROOT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.anode.node.Cast;
import org.anode.node.RightsTable.Who;
import org.anode.node.identity.Identity;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.SessionId;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputEdit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bela's notebook with what Anna wrote and ran in it, and somebody in some role who can send anything. */
final class Scene implements AutoCloseable {
    static final DocumentName CELLS = new DocumentName.Cells();
    static final ObjectNode NONE = JsonNodeFactory.instance.objectNode();
    static final CellId CELL = new CellId("annas");
    static final CellId SHOWN = new CellId("shown");
    static final SessionId SESSION = SessionId.of(ROOT.grant(), Samples.filled(SessionId.NONCE_BYTES, 1));
    static final ExecId DONE = new ExecId("done");
    static final ExecId WAITS = new ExecId("waits");
    static final ExecId RUNS = new ExecId("runs");
    /** Anna asks who tries for this, and for the next. */
    static final ExecId TO_RUN = new ExecId("to-run");

    static final ExecId TO_REFUSE = new ExecId("to-refuse");

    final Cast cast;
    final Colleague bela;
    /** By Anna. */
    final List<ChangeChunk> cells;

    final List<ChangeChunk> outputs;
    /** All batches that Bela got. */
    final List<WireMessage> sent = new ArrayList<>();
    /** By Bela, to who tries. */
    final List<WireMessage> told = new CopyOnWriteArrayList<>();
    /** Of who tries, from before: its first edit counts where it may edit, or might. */
    final Pen former;

    private int pens;
    private int ledgers;

    Scene(Cast cast, Path folder) {
        this.cast = cast;
        this.bela = Colleague.member(folder, cast.log(), Samples.BELA);
        bela.ask(OpenNotebook::view); // now the native library is loaded
        var anna = pen(ANNA, ROOT.grant(), CELLS, List.of());
        sent.add(anna.message(pen -> pen.cells(insert(CELL.value()), insert(SHOWN.value()))));
        cells = anna.own();
        sent.add(pen(ANNA, ROOT.grant(), nextLedger(ROOT.grant()), List.of()).message(pen -> pen.ledger(records())));
        var kernel = pen(ANNA, ROOT.grant(), new DocumentName.Outputs(SESSION), List.of());
        sent.add(kernel.message(pen -> pen.outputs(put(DONE, 0, "hello"))));
        outputs = kernel.own();
        former = pen(CELLS);
        sent.add(former.message(pen -> pen.cells(insert("former"))));
        annaSays();
        bela.says(told::add);
        bela.meetStranger(peer());
    }

    private void annaSays() {
        var anna = new PeerId(ANNA.device(), 1);
        bela.meetStranger(anna);
        for (var message : sent) bela.receive(anna, WireCodec.encode(message));
        if (cast.who == Who.REMOVED) bela.receive(anna, WireCodec.encode(removal()));
        bela.ask(open -> {
            open.replication().on(new Event.Gone(anna));
            return open;
        });
    }

    /** What counted until then goes on counting. */
    private WireMessage removal() {
        var cut = bela.ask(open -> open.replication().machine().cut(cast.grant));
        var sealed = cast.state(ROOT.grant(), ANNA, new Statement.Revoke(cast.grant, cut));
        return new WireMessage.Statements(List.of(sealed.encoded()));
    }

    private List<LedgerRecord> records() {
        var asked = cast.by().device();
        return List.of(
                new Session(SESSION, SessionView.scopeOf(ANNA.person().toString()), 1, "python", "owner"),
                request(DONE, SHOWN, 1, ANNA.device()),
                new Assignment(DONE, SESSION),
                new Started(DONE, SESSION, 1),
                new Finished(DONE, FinishState.OK, Optional.empty(), OptionalLong.empty(), 1),
                request(RUNS, CELL, 2, ANNA.device()),
                new Assignment(RUNS, SESSION),
                new Started(RUNS, SESSION, 2),
                request(WAITS, CELL, 3, ANNA.device()),
                request(TO_RUN, CELL, 4, asked),
                request(TO_REFUSE, CELL, 5, asked));
    }

    static Request request(ExecId exec, CellId cell, long seq, DeviceId host) {
        return new Request(
                exec,
                cell,
                Set.of(),
                new BlobId(Samples.filled(32, 1)),
                seq,
                Optional.of(host),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static CellsEdit insert(String cell) {
        return new CellsEdit.Insert(new CellId(cell), CellType.CODE, "V", "x = 1\n", NONE, NONE);
    }

    static OutputEdit put(ExecId exec, int index, String text) {
        return new OutputEdit.Put(exec, index, new Output.Stream("stdout", new Data.Text(text)));
    }

    /** Of who tries. */
    Pen pen(DocumentName document) {
        return pen(cast.by(), cast.grant, document, document.equals(CELLS) ? cells : List.of());
    }

    Pen pen(Identity by, GrantId grant, DocumentName document, List<ChangeChunk> below) {
        return new Pen(by, grant, document, Samples.filled(Actors.NONCE_BYTES, ++pens), below);
    }

    /** Of the grant's first start, always: so none of its sessions outlives another. */
    DocumentName.Ledger nextLedger(GrantId of) {
        return new DocumentName.Ledger(of, new LedgerStart(1, "written" + (char) ('a' + ledgers++)));
    }

    /** Who tries, as Bela's room has proven it. */
    private PeerId peer() {
        return new PeerId(cast.by().device(), 66);
    }

    /** By who tries. */
    void say(WireMessage message) {
        bela.receive(peer(), WireCodec.encode(message));
    }

    /** By who tries, in its own name or another's. */
    SealedStatement statement(GrantId issuer, Statement.Body body) {
        return statement(cast.by(), issuer, body);
    }

    SealedStatement statement(Identity by, GrantId issuer, Statement.Body body) {
        var statement = ask(open -> members(open).following(issuer, body));
        return StatementCodec.seal(statement, by.keys());
    }

    /** All that Bela keeps, whether it counts or not. */
    Set<Bytes> statements() {
        return ask(open -> Set.copyOf(members(open).statements()));
    }

    static Members members(OpenNotebook open) {
        return open.replication().members().orElseThrow();
    }

    <T> T ask(Function<OpenNotebook, T> question) {
        return bela.ask(question);
    }

    @Override
    public void close() {
        bela.close();
    }
}
