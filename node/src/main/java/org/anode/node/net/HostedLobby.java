package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.anode.node.NodeFailure;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Invite;
import org.anode.node.share.Invites;
import org.anode.node.share.Lobby;
import org.anode.node.share.LobbyEvent;
import org.anode.node.share.LobbyHost;
import org.anode.node.transport.Transport;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The room in which this node waits for those who come with one of its links. The machine lives on the notebook's thread:
 * who is let in and the log that says so are one write.
 */
final class HostedLobby implements PeerRoom.Listener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HostedLobby.class.getName());

    private final Invite invite;
    private final NotebookAccess notebooks;
    private final DeviceKeys keys;
    private final RoomSecret secret;
    private final SecureRandom random;
    private final LongSupplier nowSeconds;
    private final PeerRoom room;
    private final Map<PeerId, Bytes> present = new LinkedHashMap<>();
    private @Nullable Seated seated;

    /** The machine and the log it was made for: a notebook that was opened afresh has another. */
    private record Seated(Members members, LobbyHost host) {}

    /** @param secret of the notebook's room, which those who are let in are given */
    HostedLobby(
            Invite invite,
            NotebookAccess notebooks,
            DeviceKeys keys,
            RoomSecret secret,
            SecureRandom random,
            LongSupplier nowSeconds) {
        this.invite = invite;
        this.notebooks = notebooks;
        this.keys = keys;
        this.secret = secret;
        this.random = random;
        this.nowSeconds = nowSeconds;
        var lobby = Lobby.room(invite.joinSecret());
        this.room = new PeerRoom(lobby, invite.notebook().value(), keys, random, this);
    }

    void attach(String name, Transport transport) {
        room.attach(name, transport);
    }

    @Override
    public void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        happened(new LobbyEvent.Connected(peer, deviceKey));
    }

    @Override
    public void gone(PeerId peer) {
        happened(new LobbyEvent.Gone(peer));
    }

    @Override
    public void received(PeerId peer, Lane lane, Bytes message) {
        if (lane == Lane.LOBBY) happened(new LobbyEvent.Received(peer, message));
    }

    /** Who joins asks again. */
    @Override
    public void resync() {}

    private void happened(LobbyEvent event) {
        var answering = new Answering();
        notebooks.post(invite.notebook(), open -> on(open, event, answering), answering);
    }

    private List<LobbyHost.Effect.Send> on(OpenNotebook open, LobbyEvent event, Answering answering) {
        remember(event);
        var sends = new ArrayList<LobbyHost.Effect.Send>();
        for (var effect : host(open).on(event, nowMs(), nowSeconds.getAsLong())) {
            switch (effect) {
                case LobbyHost.Effect.LetIn in -> {
                    answering.waits = true;
                    letIn(open, in);
                }
                case LobbyHost.Effect.Send send -> sends.add(send);
                case LobbyHost.Effect.BadInput(var from, var reason) ->
                    LOG.log(Level.DEBUG, "{0} in a lobby: {1}", from.device(), reason);
            }
        }
        return sends;
    }

    private void remember(LobbyEvent event) {
        switch (event) {
            case LobbyEvent.Connected(var peer, var key) -> present.put(peer, key);
            case LobbyEvent.Gone(var peer) -> present.remove(peer);
            case LobbyEvent.Received _, LobbyEvent.Tick _ -> {}
        }
    }

    private LobbyHost host(OpenNotebook open) {
        var members = open.replication().members().orElseThrow();
        var now = seated;
        if (now == null || !now.members.equals(members)) {
            var kept = new Invites(notebooks.log(invite.notebook()))
                    .find(invite.id())
                    .orElse(invite);
            now = new Seated(members, new LobbyHost(kept, members, keys, secret, random));
            for (var peer : present.entrySet()) {
                var _ = now.host.on(new LobbyEvent.Connected(peer.getKey(), peer.getValue()), nowMs(), 0);
            }
            seated = now;
        }
        return now.host;
    }

    private void letIn(OpenNotebook open, LobbyHost.Effect.LetIn in) {
        open.replication().on(new Event.Stated(in.statement()));
        open.alsoWrite(List.of(
                new Invites(notebooks.log(invite.notebook())).keep(in.invite()),
                DeviceNames.put(notebooks.log(invite.notebook()), in.device(), in.name())));
    }

    /** Whoever was let in is answered once that is on the disk (SY-4). */
    private final class Answering implements NotebookActor.Outcome<List<LobbyHost.Effect.Send>> {
        private volatile boolean waits;
        private volatile List<LobbyHost.Effect.Send> answers = List.of();

        @Override
        public void done(List<LobbyHost.Effect.Send> result) {
            answers = result;
            if (!waits) send();
        }

        @Override
        public void saved() {
            if (waits) send();
        }

        private void send() {
            for (var answer : answers) room.send(List.of(answer.to()), Lane.LOBBY, answer.message());
        }

        @Override
        public void failed(NodeFailure reason) {
            LOG.log(Level.WARNING, "nobody was let in: {0}", reason.sentence());
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        room.close();
    }
}
