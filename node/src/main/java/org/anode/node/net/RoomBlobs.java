package org.anode.node.net;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
    private final Consumer<BlobId> onKept;
    private final BlobExchange machine;

    /**
     * @param sender must not block
     * @param onKept runs when one came; must not block
     */
    RoomBlobs(Store store, BiConsumer<PeerId, Bytes> sender, Consumer<BlobId> onKept) {
        this.store = store;
        this.blobs = new Blobs(store);
        this.sender = sender;
        this.onKept = onKept;
        this.machine = new BlobExchange(blobs::get);
    }

    synchronized void connected(PeerId peer) {
        carryOut(machine.connected(peer, nowMs()));
    }

    synchronized void gone(PeerId peer) {
        carryOut(machine.gone(peer, nowMs()));
    }

    /** @param mayRead whether the peer may be given anything */
    synchronized void received(PeerId peer, Bytes message, boolean mayRead) {
        carryOut(machine.received(peer, message, mayRead, nowMs()));
    }

    synchronized void want(Set<BlobId> wanted) {
        var lacking = new HashSet<>(wanted);
        lacking.removeIf(blobs::has);
        if (!lacking.isEmpty()) carryOut(machine.want(lacking, nowMs()));
    }

    synchronized void tick() {
        carryOut(machine.tick(nowMs()));
    }

    private void carryOut(List<BlobExchange.Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case BlobExchange.Effect.Send(var to, var message) -> sender.accept(to, message.encode());
                case BlobExchange.Effect.Keep(var blob, var content) -> {
                    store.write(List.of(blobs.put(content)));
                    onKept.accept(blob);
                }
            }
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
