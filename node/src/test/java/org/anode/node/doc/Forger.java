package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.chunk.ChangeChunk;
import tools.jackson.databind.node.JsonNodeFactory;

/** A member's pen that writes what it should not: any changes and bytes, in batches that are signed all the same. */
final class Forger implements AutoCloseable {
    /** Magic, checksum, type. */
    private static final int BODY_AT = 9;

    private static final int TYPE_CHANGE = 1;

    final Bytes nonce;
    private final Identity by;
    private final GrantId grant;
    private final DocumentName document;
    private final CellsDocument cells;
    private final CellId cell;
    private long seq = 1;
    private BatchHash previous = Batch.NO_PREVIOUS;

    Forger(Identity by, GrantId grant, DocumentName document, RandomGenerator random) {
        var bytes = new byte[Actors.NONCE_BYTES];
        random.nextBytes(bytes);
        this.nonce = Bytes.wrap(bytes);
        this.by = by;
        this.grant = grant;
        this.document = document;
        this.cells = CellsDocument.create(actor());
        this.cell = new CellId("forged-" + nonce.toHex().substring(0, 8));
    }

    ActorId actor() {
        return Actors.derive(Samples.NOTEBOOK, document, grant, nonce);
    }

    /** A sound edit of a cell of his own. */
    ChangeChunk change(RandomGenerator random) {
        var none = JsonNodeFactory.instance.objectNode();
        var edit = cells.view().cells().isEmpty()
                ? new CellsEdit.Insert(cell, CellType.CODE, "V5", "x = 1\n", none, none)
                : new CellsEdit.Splice(cell, random.nextInt(5), random.nextInt(2), "y" + random.nextInt(10));
        return cells.edit(List.of(edit)).getFirst();
    }

    /** The next batch of his chain with these bytes as its changes. */
    SealedBatch seal(List<Bytes> chunks) {
        long last = seq + chunks.size() - 1;
        var batch = new Batch(Samples.NOTEBOOK, document, grant, nonce, seq, last, previous, chunks);
        var sealed = BatchCodec.seal(batch, by.keys());
        seq = last + 1;
        previous = sealed.hash();
        return sealed;
    }

    SealedBatch sealed(ChangeChunk... changes) {
        var chunks = new ArrayList<Bytes>();
        for (var change : changes) chunks.add(change.encoded());
        return seal(chunks);
    }

    /** The change with one to three bytes of its body altered and the checksum that belongs to it; none if deflated. */
    static Optional<Bytes> altered(ChangeChunk change, RandomGenerator random) {
        var bytes = change.encoded().toArray();
        if (bytes[BODY_AT - 1] != TYPE_CHANGE) return Optional.empty();
        int from = BODY_AT + 1 + (bytes[BODY_AT] < 0 ? 1 : 0);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = from + random.nextInt(bytes.length - from);
            bytes[at] = (byte)
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(256);
                        case 1 -> bytes[at] + (random.nextBoolean() ? 1 : -1);
                        default -> bytes[at] ^ (1 << random.nextInt(8));
                    };
        }
        var hash = Bytes.wrap(bytes).slice(BODY_AT - 1, bytes.length).sha256();
        System.arraycopy(hash.slice(0, 4).toArray(), 0, bytes, 4, 4);
        return Optional.of(Bytes.wrap(bytes));
    }

    @Override
    public void close() {
        cells.close();
    }
}
