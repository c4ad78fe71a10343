package org.anode.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.DocumentName;
import org.anode.schema.chunk.ChangeChunk;

/** A resumed image of a process that goes on: it writes by the same actor after the same batch, and some hear of it. */
final class Twin {
    private static final DocumentName CELLS = new DocumentName.Cells();

    private Twin() {}

    static void of(World world, Wires wires, SimNode node) {
        if (node.villain().isPresent() || !node.isAwake()) return;
        var process = node.process().orElseThrow();
        var last = process.lastWritten(CELLS);
        if (last.isEmpty()) return;
        world.note(node + " has a twin");
        wires.expectHostile(last.get().batch().grant());
        var to = new ArrayList<PeerId>();
        for (Map.Entry<SimNode, Long> seen : node.seen.entrySet())
            if (world.random.nextBoolean())
                to.add(new PeerId(seen.getKey().identity.device(), seen.getValue()));
        var message = new WireMessage.Batches(
                CELLS, false, List.of(next(world, wires, process, last.get()).encoded()));
        for (var peer : to) wires.send(node, peer, WireCodec.encode(message));
    }

    private static SealedBatch next(World world, Wires wires, SimProcess process, SealedBatch last) {
        var batch = last.batch();
        try (var replica = Replica.open(CELLS, batch.actor())) {
            var history = new ArrayList<ChangeChunk>();
            for (var at : process.machine.applied(CELLS)) history.addAll(process.changes(CELLS, at));
            replica.apply(history);
            List<ChangeChunk> changes = List.of();
            while (changes.isEmpty()) changes = replica.edit(world.random, "twin" + world.random.nextInt(1 << 20));
            wires.signed.add(CELLS, changes, true);
            long first = batch.lastSeq() + 1;
            var chunks = changes.stream().map(ChangeChunk::encoded).toList();
            var next = new Batch(
                    Samples.NOTEBOOK,
                    CELLS,
                    batch.grant(),
                    batch.nonce(),
                    first,
                    first + chunks.size() - 1,
                    last.hash(),
                    chunks);
            return BatchCodec.seal(next, process.identity().keys());
        }
    }
}
