package org.anode.node.sim;

import java.util.Comparator;
import java.util.List;
import org.anode.node.identity.SealedStatement;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;

/** What says whatever one likes to those that a node sees, as that node. */
record Mouth(World world, Wires wires, SimNode node) {
    List<PeerId> everybody() {
        return node.seen.entrySet().stream()
                .map(seen -> new PeerId(seen.getKey().identity.device(), seen.getValue()))
                .sorted(Comparator.comparing(PeerId::device))
                .toList();
    }

    List<PeerId> some() {
        return world.some(everybody());
    }

    void say(List<PeerId> to, WireMessage message) {
        for (var peer : to) wires.send(node, peer, WireCodec.encode(message));
    }

    void say(List<PeerId> to, SealedBatch... batches) {
        var encoded = List.of(batches).stream().map(SealedBatch::encoded).toList();
        say(to, new WireMessage.Batches(batches[0].batch().document(), false, encoded));
    }

    void say(List<PeerId> to, SealedStatement statement) {
        say(to, new WireMessage.Statements(List.of(statement.encoded())));
    }
}
