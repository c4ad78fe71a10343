package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerDocument;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Request;

/** A node that writes what it wants, signed with its own keys, without asking whether it may, and sends it to all. */
public final class Lawless {
    private Lawless() {}

    /** A change of a ledger of its own. */
    public record Written(DocumentName ledger, ChangeHash change) {}

    /** All of it in one change. */
    public static Written write(OpenNotebook open, List<LedgerRecord> records) {
        var desk = open.desk();
        var ledger = desk.freshLedger();
        var name = new DocumentName.Ledger(ledger.grant(), ledger.start());
        var writer = desk.writer(name);
        try (var document = LedgerDocument.create(writer.actor())) {
            var chunks = document.write(records);
            open.replication().wrote(open.replication().log(name), writer.write(chunks), chunks);
            return new Written(name, chunks.getLast().hash());
        }
    }

    /** In a later turn. An honest node sends nothing that does not count, unless it is asked for it by name: so it is. */
    public static Written send(OpenNotebook open, Written written) {
        var wants = new WireMessage.Wants(written.ledger, List.of(written.change));
        var asked = Heard.read(WireCodec.encode(wants));
        for (var peer : Set.copyOf(open.replication().peers()))
            open.replication().on(new Event.Received(peer, asked));
        return written;
    }

    /** An id that a session of its own could have. */
    public static SessionId session(OpenNotebook open) {
        return open.desk().freshSession();
    }

    /** To run the cell there, as it is now. */
    public static Request request(OpenNotebook open, String exec, CellId cell, Optional<DeviceId> host) {
        var source = open.view().cells().get(cell).source();
        return new Request(
                new ExecId(exec),
                cell,
                Set.copyOf(open.view().heads()),
                new BlobId(Bytes.utf8(source).sha256()),
                1_000,
                host,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it is stored there, whatever it counts for. */
    public static boolean has(OpenNotebook open, Written written) {
        return open.desk().log().documents().contains(written.ledger);
    }
}
