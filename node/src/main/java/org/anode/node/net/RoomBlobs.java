package org.anode.node.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.anode.node.replicate.BlobExchange;
import org.anode.node.replicate.PeerId;
import org.anode.node.store.Blobs;
import org.anode.node.store.Store;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;

/** The shell of a room's {@link BlobExchange}. Any thread. */
final class RoomBlobs {
    private final Store store;
    private final Blobs blobs;
    private final BiConsumer<PeerId, Bytes> sender;
    private final BlobExchange machine;

    /** @param sender must not block */
    RoomBlobs(Store store, BiConsumer<PeerId, Bytes> sender) {
        this.store = store;
        this.blobs = new Blobs(store);
        this.sender = sender;
        this.machine = new BlobExchange(blobs::get);
    }

    synchronized void connected(PeerId peer) {
        carryOut(machine.connected(peer, nowMs()));
    }

    synchronized void gone(PeerId peer) {
        carryOut(machine.gone(peer, nowMs()));
    }

    /**
     * @param mayRead whether the peer may be given anything
     * @return the blobs that are here by it
     */
    synchronized List<BlobId> received(PeerId peer, Bytes message, boolean mayRead) {
        return carryOut(machine.received(peer, message, mayRead, nowMs()));
    }

    synchronized void want(Set<BlobId> wanted) {
        var lacking = new HashSet<>(wanted);
        lacking.removeIf(blobs::has);
        if (!lacking.isEmpty()) carryOut(machine.want(lacking, nowMs()));
    }

    synchronized void tick() {
        carryOut(machine.tick(nowMs()));
    }

    private List<BlobId> carryOut(List<BlobExchange.Effect> effects) {
        var kept = new ArrayList<BlobId>();
        for (var effect : effects) {
            switch (effect) {
                case BlobExchange.Effect.Send(var to, var message) -> sender.accept(to, message.encode());
                case BlobExchange.Effect.Keep(var blob, var content) -> {
                    store.write(List.of(blobs.put(content)));
                    kept.add(blob);
                }
            }
        }
        return kept;
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
