package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anode.node.RightsTable.Who;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Membership;
import org.anode.node.store.Column;
import org.anode.node.store.GroupSync;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Store.Entry;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.LedgerStart;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.ledger.LedgerDocument;
import org.anode.schema.ledger.LedgerRecord.Request;
import tools.jackson.databind.node.JsonNodeFactory;

/** The node of who is in some role, with the notebook as Anna gave it. */
final class OwnCopy implements AutoCloseable {
    static final CellId CELL = new CellId("annas");
    static final CellId OTHER = new CellId("other");
    /** Anna asked her own node for it, and nothing is heard of it. */
    static final ExecId RUN = new ExecId("annas-run");

    private static final DocumentName CELLS = new DocumentName.Cells();

    final Cast cast;
    final MemoryStore store = new MemoryStore();
    private final GroupSync sync = new GroupSync(store);
    final Shelf shelf;

    OwnCopy(Cast cast, Path folder) {
        this.cast = cast;
        var writers = new Writers(cast.by(), Formers.NONE);
        var policies = new RunPolicies(store, cast.by().device()::equals, Optional.empty(), true);
        this.shelf = new Shelf(store, sync, writers, NodeConfig.inMemory(new ScriptedKernels()), folder, policies);
        if (cast.who == Who.REMOVED) cast.state(ROOT.grant(), ANNA, new Statement.Revoke(cast.grant, Cut.nothing()));
        var secret = new RoomSecret(Samples.filled(RoomSecret.SIZE_BYTES, 1), 0);
        shelf.add(new Membership(NOTEBOOK, cast.members.statements(), cast.grant, secret));
        ask(OpenNotebook::view); // now the native library is loaded
        annaWrote();
        annaAsked();
    }

    private static BatchWriter annas(DocumentName document) {
        return new BatchWriter(NOTEBOOK, document, ROOT.grant(), ANNA.keys(), Samples.filled(Actors.NONCE_BYTES, 1));
    }

    private void annaWrote() {
        var writer = annas(CELLS);
        try (var cells = CellsDocument.create(writer.actor())) {
            hear(CELLS, writer.write(cells.edit(List.of(insert(CELL, "V"), insert(OTHER, "X")))));
        }
    }

    private void annaAsked() {
        var name = new DocumentName.Ledger(ROOT.grant(), LedgerStart.parse("1-aaaaaaaa"));
        var writer = annas(name);
        var request = new Request(
                RUN,
                CELL,
                Set.of(),
                new BlobId(Samples.filled(32, 1)),
                1,
                Optional.of(ANNA.device()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (var ledger = LedgerDocument.create(writer.actor())) {
            hear(name, writer.write(ledger.write(List.of(request))));
        }
    }

    private static CellsEdit insert(CellId cell, String order) {
        var none = JsonNodeFactory.instance.objectNode();
        return new CellsEdit.Insert(cell, CellType.CODE, order, "print x", none, none);
    }

    private void hear(DocumentName document, List<SealedBatch> batches) {
        var encoded = batches.stream().map(SealedBatch::encoded).toList();
        var message = new WireMessage.Batches(document, false, encoded);
        var anna = new PeerId(ANNA.device(), 1);
        ask(open -> {
            open.replication().on(new Event.Connected(anna));
            open.replication().on(new Event.Received(anna, Heard.read(WireCodec.encode(message))));
            open.replication().on(new Event.Gone(anna));
            return open;
        });
    }

    <T> T ask(Function<OpenNotebook, T> turn) {
        return shelf.ask(NOTEBOOK, turn);
    }

    /** All that is stored, of every kind. */
    Map<Column, List<Entry>> stored() {
        var all = new EnumMap<Column, List<Entry>>(Column.class);
        for (var column : Column.values()) {
            var rows = new ArrayList<Entry>();
            store.scan(column, Bytes.EMPTY, (key, value) -> rows.add(new Entry(key, value)));
            all.put(column, rows);
        }
        return all;
    }

    @Override
    public void close() {
        shelf.close();
        sync.close();
    }
}
