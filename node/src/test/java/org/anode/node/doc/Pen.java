package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.ledger.LedgerDocument;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.output.OutputEdit;
import org.anode.schema.output.OutputsDocument;

/** Writes one document as somebody by some grant, in batches that are signed and chained as they should be. */
final class Pen {
    private final BatchWriter writer;
    private final DocumentName document;
    private final List<ChangeChunk> below;
    private final List<ChangeChunk> own = new ArrayList<>();

    /** @param below what it builds on */
    Pen(Identity by, GrantId grant, DocumentName document, Bytes nonce, List<ChangeChunk> below) {
        this.document = document;
        this.below = List.copyOf(below);
        this.writer = new BatchWriter(Samples.NOTEBOOK, document, grant, by.keys(), nonce);
    }

    /** What it wrote. */
    List<ChangeChunk> own() {
        return List.copyOf(own);
    }

    List<SealedBatch> cells(CellsEdit... edits) {
        return writer.write(change(edits));
    }

    /** As {@link #cells}, and in no batch yet. */
    List<ChangeChunk> change(CellsEdit... edits) {
        try (var copy = CellsDocument.create(writer.actor())) {
            copy.apply(below);
            copy.apply(own);
            return added(copy.edit(List.of(edits)));
        }
    }

    List<SealedBatch> ledger(List<LedgerRecord> records) {
        try (var copy = LedgerDocument.create(writer.actor())) {
            return writer.write(added(copy.write(records)));
        }
    }

    List<SealedBatch> outputs(OutputEdit edit) {
        try (var copy = OutputsDocument.create(writer.actor())) {
            copy.apply(below);
            return writer.write(added(copy.write(List.of(edit))));
        }
    }

    /** A change that says nothing, for a document whose content nobody reads yet. */
    List<SealedBatch> blank() {
        return writer.write(added(List.of(Samples.change(writer.actor(), 1, 5))));
    }

    private List<ChangeChunk> added(List<ChangeChunk> changes) {
        own.addAll(changes);
        return changes;
    }

    WireMessage message(Function<Pen, List<SealedBatch>> what) {
        return message(what.apply(this));
    }

    WireMessage message(List<SealedBatch> sealed) {
        var encoded = sealed.stream().map(SealedBatch::encoded).toList();
        return new WireMessage.Batches(document, false, encoded);
    }
}
