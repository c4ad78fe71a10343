package org.anode.node.sim;

import java.util.List;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.chunk.ChangeChunk;

/** Writes a chain of batches in a proper document, whether it may or not. */
final class Pen implements AutoCloseable {
    private final World world;
    private final Wires wires;
    private final Identity by;
    private final GrantId grant;
    private final DocumentName document;
    private final Bytes nonce;
    private final boolean hasRight;
    private final Replica replica;
    private long seq;
    private BatchHash previous = Batch.NO_PREVIOUS;

    /** @param hasRight whether a preview that this vouches for may be shown */
    Pen(World world, Wires wires, Identity by, GrantId grant, DocumentName document, Bytes nonce, boolean hasRight) {
        this.world = world;
        this.wires = wires;
        this.by = by;
        this.grant = grant;
        this.document = document;
        this.nonce = nonce;
        this.hasRight = hasRight;
        this.replica = Replica.open(document, actor());
    }

    ActorId actor() {
        return Actors.derive(Samples.NOTEBOOK, document, grant, nonce);
    }

    void read(List<ChangeChunk> before) {
        replica.apply(before);
    }

    /** Goes on after these, which are its own actor's and were written elsewhere. */
    void goOnAfter(List<ChangeChunk> before, BatchHash last) {
        read(before);
        seq = before.size();
        previous = last;
    }

    List<ChangeChunk> scribble() {
        while (true) {
            var changes = replica.edit(world.random, "v" + world.random.nextInt(1 << 30));
            if (!changes.isEmpty()) return changes;
        }
    }

    SealedBatch write() {
        return seal(scribble());
    }

    SealedBatch seal(List<ChangeChunk> changes) {
        long first = seq + 1;
        seq += changes.size();
        var chunks = changes.stream().map(ChangeChunk::encoded).toList();
        var batch = new Batch(Samples.NOTEBOOK, document, grant, nonce, first, seq, previous, chunks);
        var sealed = BatchCodec.seal(batch, by.keys());
        wires.signed.add(document, changes, hasRight);
        previous = sealed.hash();
        return sealed;
    }

    @Override
    public void close() {
        replica.close();
    }
}
