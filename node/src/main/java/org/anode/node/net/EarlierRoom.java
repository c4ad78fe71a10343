package org.anode.node.net;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.TwinCodec;
import org.anode.node.share.TwinMessage;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * The room of an earlier secret. To a device that comes there and is a member still this node hands over the members log and
 * the secret that counts now (MB-7); one whose keys were changed may prove which member it was. Whoever was removed is told
 * that it was. Nothing else is listened to.
 */
final class EarlierRoom implements PeerRoom.Listener, AutoCloseable {
    /** A member that knows the present secret shows itself in the present room within that. */
    private static final long FIRST_AFTER_TICKS = 2;

    /** What was said may have got lost. */
    private static final long AGAIN_AFTER_TICKS = 10;

    private final NotebookId notebook;
    private final RoomSecret secret;
    private final NotebookAccess notebooks;
    private final RoomKeys keys;
    private final Supplier<Set<DeviceId>> elsewhere;
    private final MemberActs acts;
    private final Heirs heirs;
    private final PeerRoom room;
    private final Map<PeerId, Long> ticks = new HashMap<>();

    /** @param elsewhere who is in the notebook's present room */
    EarlierRoom(
            NotebookId notebook,
            RoomSecret secret,
            NotebookAccess notebooks,
            Identity identity,
            RoomKeys keys,
            MemberActs acts,
            SecureRandom random,
            Supplier<Set<DeviceId>> elsewhere) {
        this.notebook = notebook;
        this.secret = secret;
        this.notebooks = notebooks;
        this.keys = keys;
        this.acts = acts;
        this.elsewhere = elsewhere;
        this.heirs = new Heirs(notebook);
        this.room = new PeerRoom(secret, notebook.value(), identity.keys(), random, this);
    }

    RoomSecret secret() {
        return secret;
    }

    void attach(Way way) {
        room.attach(way);
    }

    @Override
    public synchronized void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        heirs.connected(peer, deviceKey, agreementKey);
        ticks.put(peer, 0L);
    }

    @Override
    public synchronized void gone(PeerId peer) {
        heirs.gone(peer);
        ticks.remove(peer);
    }

    @Override
    public void received(PeerId peer, Lane lane, Bytes message) {
        if (lane == Lane.TWIN
                && TwinCodec.decode(message) instanceof Parsed.Ok<TwinMessage>(TwinMessage.Replaced replaced))
            heirs.look(peer).ifPresent(heir -> acts.succeeded(notebook, heir, replaced, List.copyOf(elsewhere.get())));
    }

    /** All is said again anyway. */
    @Override
    public void resync() {}

    /** To be called about every second. */
    void tick() {
        heirs.tick();
        for (var peer : due()) notebooks.tell(notebook, open -> send(peer, keys.handover(open, peer.device())));
    }

    private synchronized List<PeerId> due() {
        var here = elsewhere.get();
        ticks.replaceAll((_, count) -> count + 1);
        return ticks.entrySet().stream()
                .filter(entry -> entry.getValue() % AGAIN_AFTER_TICKS == FIRST_AFTER_TICKS)
                .map(Map.Entry::getKey)
                .filter(peer -> !here.contains(peer.device()))
                .toList();
    }

    private void send(PeerId to, List<Bytes> messages) {
        for (var message : messages) room.send(List.of(to), Lane.EPOCH, message);
    }

    @Override
    public void close() {
        room.close();
    }
}
