package org.anode.node.net;

import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.room.RoomSecret;
import org.anode.node.transport.Transport;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;

/**
 * Where the nodes of a shared notebook meet. What peers say is passed on to the notebook, which need not be open; when it
 * is opened afresh, it hears again who is there.
 */
final class NotebookRoom implements PeerRoom.Listener, AutoCloseable {
    private final NotebookId notebook;
    private final NotebookAccess notebooks;
    private final Presence presence;
    private final PeerRoom room;
    private final Set<PeerId> peers = new LinkedHashSet<>();

    NotebookRoom(
            NotebookId notebook,
            NotebookAccess notebooks,
            RoomSecret secret,
            DeviceKeys keys,
            SecureRandom random,
            Presence presence) {
        this.notebook = notebook;
        this.notebooks = notebooks;
        this.presence = presence;
        this.room = new PeerRoom(secret, notebook.value(), keys, random, this);
        presence.speakBy(message -> room.broadcast(Lane.PRESENCE, message));
    }

    void attach(String name, Transport transport) {
        room.attach(name, transport);
    }

    void detach(Transport transport) {
        room.detach(transport);
    }

    @Override
    public void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        synchronized (peers) {
            peers.add(peer);
        }
        room.send(List.of(peer), Lane.PRESENCE, presence.greeting());
        turn(_ -> {});
    }

    @Override
    public void gone(PeerId peer) {
        synchronized (peers) {
            peers.remove(peer);
        }
        presence.gone(peer);
        turn(open -> open.replication().on(new Event.Gone(peer)));
    }

    @Override
    public void received(PeerId peer, Lane lane, Bytes message) {
        switch (lane) {
            case LOG -> turn(open -> open.replication().on(new Event.Received(peer, message)));
            case PRESENCE -> presence.received(peer, message);
            case BLOBS, LOBBY -> {} // nobody speaks there yet
        }
    }

    @Override
    public void resync() {
        turn(open -> open.replication().on(new Event.Resync()));
    }

    /** It was closed by a failure, and is opened again with those who are here. */
    void happened(NotebookEvent event) {
        if (event instanceof NotebookEvent.Closed && !peers().isEmpty()) turn(_ -> {});
    }

    private void turn(Consumer<OpenNotebook> what) {
        notebooks.tell(notebook, open -> {
            introduce(open);
            what.accept(open);
        });
    }

    private void introduce(OpenNotebook open) {
        var replication = open.replication();
        if (!replication.isShared()) return;
        replication.connect(this::send);
        var known = replication.peers();
        for (var peer : peers()) if (!known.contains(peer)) replication.on(new Event.Connected(peer));
    }

    private void send(List<PeerId> to, WireMessage message) {
        room.send(to, Lane.LOG, WireCodec.encode(message));
    }

    /** Those that can be reached. */
    Set<PeerId> peers() {
        synchronized (peers) {
            return Set.copyOf(peers);
        }
    }

    /** By which transport. */
    Optional<String> path(PeerId peer) {
        return room.path(peer);
    }

    @Override
    public void close() {
        room.close();
    }
}
