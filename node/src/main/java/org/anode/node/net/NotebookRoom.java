package org.anode.node.net;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anode.node.doc.NamedBlobs;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.room.RoomSecret;
import org.anode.node.transport.Transport;
import org.anode.node.transport.Way;
import org.anode.schema.BlobId;
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
    private final Listener listener;
    private final PeerRoom room;
    private final RoomBlobs blobs;
    private final Twins twins;
    private final TwinTalk twinTalk;
    private final MemberTalk memberTalk;
    private final HostTalk hostTalk;
    private final Map<PeerId, Long> heardMs = new LinkedHashMap<>();
    private volatile NotebookEvent.SyncChanged sync = new NotebookEvent.SyncChanged(Set.of(), 0);

    /** Must not block. */
    interface Listener {
        /** Who is here, or what they have, is another. */
        void changed();

        /** Content came that was not here. */
        void fetched(BlobId blob);

        /** The notebook may have another room now, or none for this device (MB-7). */
        void moved(RoomKeys.Outcome outcome);

        /** At which relays this node looks for the notebook's devices. */
        List<String> relays();

        /** An admin's node looks for them there. */
        void meetAt(List<String> relays);

        /** Another program has the keys of this device. */
        void judged(Twins.Verdict verdict);
    }

    /** @param twins of all rooms of this node */
    NotebookRoom(
            NotebookId notebook,
            NotebookAccess notebooks,
            RoomSecret secret,
            Identity identity,
            Formers formers,
            Twins twins,
            SecureRandom random,
            Presence presence,
            RoomKeys keys,
            Listener listener) {
        this.notebook = notebook;
        this.notebooks = notebooks;
        this.presence = presence;
        this.listener = listener;
        this.twins = twins;
        var acts = new MemberActs(notebooks, identity, keys, random);
        this.memberTalk = new MemberTalk(notebook, notebooks, keys, acts, new Members());
        this.twinTalk = new TwinTalk(notebook, identity, formers, twins, acts, random, new Talking());
        this.hostTalk = new HostTalk(new Hosts(), new SealedAnswers(notebook, identity, random), NotebookRoom::nowMs);
        this.room = new PeerRoom(secret, notebook.value(), identity.keys(), random, this);
        this.blobs = new RoomBlobs(notebooks.store(), (peer, message) -> room.send(List.of(peer), Lane.BLOBS, message));
        blobs.want(NamedBlobs.all(notebooks.log(notebook)));
        presence.speakBy(message -> room.broadcast(Lane.PRESENCE, message));
    }

    NotebookId notebook() {
        return notebook;
    }

    void attach(Way way) {
        room.attach(way);
    }

    void detach(Transport transport) {
        room.detach(transport);
    }

    @Override
    public void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        synchronized (heardMs) {
            heardMs.put(peer, nowMs());
        }
        room.send(List.of(peer), Lane.PRESENCE, presence.greeting());
        blobs.connected(peer);
        twinTalk.connected(peer, deviceKey, agreementKey);
        memberTalk.connected(peer);
        hostTalk.connected(peer, agreementKey);
        listener.changed();
    }

    @Override
    public void gone(PeerId peer) {
        synchronized (heardMs) {
            heardMs.remove(peer);
        }
        presence.gone(peer);
        blobs.gone(peer);
        twinTalk.gone(peer);
        hostTalk.gone(peer);
        listener.changed();
        turn(open -> {
            var log = notebooks.log(notebook);
            open.alsoWrite(List.of(DeviceNames.putSeen(log, peer.device(), System.currentTimeMillis())));
            open.replication().on(new Event.Gone(peer));
        });
    }

    @Override
    public void received(PeerId peer, Lane lane, Bytes message) {
        synchronized (heardMs) {
            heardMs.replace(peer, nowMs());
        }
        switch (lane) {
            case LOG -> {
                var heard = Heard.read(message); // here, where the notebook does not wait for it
                turn(open -> open.replication().on(new Event.Received(peer, heard)));
            }
            case PRESENCE -> presence.received(peer, message);
            case BLOBS -> turn(open -> blob(open, peer, message));
            case LOBBY -> {} // spoken in the lobbies of links
            case TWIN -> twinTalk.received(peer, message);
            case HOSTS -> hostTalk.received(peer, message);
            case EPOCH, FAREWELL, PLEA, RELAYS -> memberTalk.received(peer, lane, message);
        }
    }

    @Override
    public void rerouted(PeerId peer) {
        listener.changed();
    }

    @Override
    public void resync() {
        turn(open -> open.replication().on(new Event.Resync()));
    }

    private void blob(OpenNotebook open, PeerId peer, Bytes message) {
        for (var blob : blobs.received(peer, message, open.replication().isMember(peer.device()))) {
            open.fromOthers().arrived(blob);
            listener.fetched(blob);
        }
    }

    /** Fetches it when somebody has it. */
    void want(BlobId blob) {
        blobs.want(Set.of(blob));
    }

    /** To be called about every second. */
    void tick() {
        blobs.tick();
        twinTalk.tick();
        memberTalk.tick();
        hostTalk.tick();
    }

    /** It was closed by a failure, and is opened again with those who are here. */
    void happened(NotebookEvent event) {
        if (event instanceof NotebookEvent.Closed && !peers().isEmpty())
            Thread.ofVirtual().start(() -> turn(_ -> {})); // this is the thread that ends
        if (event instanceof NotebookEvent.SyncChanged now) {
            sync = now;
            listener.changed();
        }
        if (event instanceof NotebookEvent.MembersChanged) memberTalk.lookAgain();
        if (event instanceof NotebookEvent.MembersChanged || event instanceof NotebookEvent.PolicyChanged)
            Background.run(hostTalk::sayAgain);
        if (event instanceof NotebookEvent.BlobsNamed(var named)) blobs.want(named);
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
        open.seeHosts(hostTalk);
        var known = replication.peers();
        for (var peer : peers())
            if (!known.contains(peer) && !twins.isUndecided(peer)) replication.on(new Event.Connected(peer));
    }

    private final class Members implements MemberTalk.Room {
        @Override
        public Set<PeerId> peers() {
            return NotebookRoom.this.peers();
        }

        @Override
        public void send(List<PeerId> to, Lane lane, Bytes message) {
            room.send(to, lane, message);
        }

        @Override
        public void moved(RoomKeys.Outcome outcome) {
            listener.moved(outcome);
        }

        @Override
        public List<String> relays() {
            return listener.relays();
        }

        @Override
        public void meetAt(List<String> relays) {
            listener.meetAt(relays);
        }
    }

    /** To one peer at a time, in one lane. */
    private class InLane implements Speaking {
        private final Lane lane;

        InLane(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void send(PeerId to, Bytes message) {
            room.send(List.of(to), lane, message);
        }

        @Override
        public void turn(Consumer<OpenNotebook> what) {
            NotebookRoom.this.turn(what);
        }
    }

    private final class Hosts extends InLane implements HostTalk.Room {
        Hosts() {
            super(Lane.HOSTS);
        }

        @Override
        public void changed() {
            listener.changed();
        }
    }

    private final class Talking extends InLane implements TwinTalk.Room {
        Talking() {
            super(Lane.TWIN);
        }

        @Override
        public void judged(Twins.Verdict verdict) {
            listener.judged(verdict);
        }
    }

    private void send(List<PeerId> to, WireMessage message) {
        room.send(to, Lane.LOG, WireCodec.encode(message));
    }

    /** Those that can be reached. */
    Set<PeerId> peers() {
        synchronized (heardMs) {
            return Set.copyOf(heardMs.keySet());
        }
    }

    /** How long ago something came from a peer; 0 if it is gone. */
    long heardAgoMs(PeerId peer) {
        synchronized (heardMs) {
            return nowMs() - heardMs.getOrDefault(peer, nowMs());
        }
    }

    /** Who has what is here. */
    NotebookEvent.SyncChanged sync() {
        return sync;
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** By which transport. */
    Optional<Way> path(PeerId peer) {
        return room.path(peer);
    }

    /** What members say about who takes part. */
    MemberTalk memberTalk() {
        return memberTalk;
    }

    /**
     * Leaves the room for good; the notebook hears that all who were here are gone, some time later: whoever closes it
     * just now may wait for the caller.
     */
    void leave() {
        room.close();
        var here = peers();
        synchronized (heardMs) {
            heardMs.clear();
        }
        Background.run(() -> notebooks.tell(notebook, open -> {
            if (open.replication().isShared())
                here.forEach(peer -> open.replication().on(new Event.Gone(peer)));
        }));
    }

    @Override
    public void close() {
        room.close();
    }
}
