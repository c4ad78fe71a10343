package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.anode.node.NodeFailure;
import org.anode.node.Refusal;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Invite;
import org.anode.node.share.Invites;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.Lobby;
import org.anode.node.share.LobbyEvent;
import org.anode.node.share.LobbyHost;
import org.anode.node.share.Waiting;
import org.anode.node.store.RoomSecrets;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/**
 * The room in which this node waits for those who come with one of its links. The machine lives on the notebook's thread:
 * who is let in and the log that says so are one write.
 */
final class HostedLobby implements PeerRoom.Listener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HostedLobby.class.getName());

    private final Invite invite;
    private final NotebookAccess notebooks;
    private final Predicate<DeviceId> mine;
    private final LongSupplier nowSeconds;
    private final Runnable changed;
    private final LobbyHost host;
    private final PeerRoom room;
    private volatile List<Waiting> waiting = List.of();

    /**
     * What a turn came to.
     *
     * @param stored whether something has to be on the disk before anything is sent
     * @param why    a decision can not be carried out
     */
    private record Came(List<LobbyHost.Effect.Send> sends, boolean stored, Optional<String> why) {}

    /**
     * @param mine    whether a device is another one of who owns this node
     * @param changed runs when others wait than before; must not block
     */
    HostedLobby(
            Invite invite,
            NotebookAccess notebooks,
            DeviceKeys keys,
            Predicate<DeviceId> mine,
            SecureRandom random,
            LongSupplier nowSeconds,
            Runnable changed) {
        this.invite = invite;
        this.notebooks = notebooks;
        this.mine = mine;
        this.nowSeconds = nowSeconds;
        this.changed = changed;
        this.host = new LobbyHost(keys, mine, random);
        var lobby = Lobby.room(invite.joinSecret());
        this.room = new PeerRoom(lobby, invite.notebook().value(), keys, random, this);
    }

    void attach(Way way) {
        room.attach(way);
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

    /** To be called about every second. */
    void tick() {
        if (!waiting.isEmpty()) happened(new LobbyEvent.Tick());
    }

    /** Who waits, as people see it. */
    List<JoinRequest> requests() {
        return waiting.stream().map(this::request).toList();
    }

    private JoinRequest request(Waiting one) {
        return new JoinRequest(
                JoinRequest.id(invite.id(), one.device()),
                invite.notebook(),
                one.device(),
                one.name(),
                one.words(),
                invite.terms().role(),
                invite.terms().flags(),
                mine.test(one.device()),
                nowMs() - one.sinceMs());
    }

    /**
     * Carries out what somebody decided; it is on the disk when this returns. Not from a turn.
     *
     * @throws Refusal if it can not be done
     */
    void decide(LobbyEvent decision) {
        var came = notebooks.ask(invite.notebook(), open -> on(open, decision));
        send(came.sends);
        if (came.why.isPresent()) throw new Refusal(came.why.get());
    }

    private void happened(LobbyEvent event) {
        notebooks.post(invite.notebook(), open -> on(open, event), new Answering());
    }

    private Came on(OpenNotebook open, LobbyEvent event) {
        var sends = new ArrayList<LobbyHost.Effect.Send>();
        boolean stored = false;
        Optional<String> why = Optional.empty();
        for (var effect : host.on(event, house(open), nowMs(), nowSeconds.getAsLong())) {
            switch (effect) {
                case LobbyHost.Effect.LetIn in -> {
                    stored = true;
                    letIn(open, in);
                }
                case LobbyHost.Effect.Keep(var kept) -> {
                    stored = true;
                    open.alsoWrite(List.of(invites().keep(kept)));
                }
                case LobbyHost.Effect.Send send -> sends.add(send);
                case LobbyHost.Effect.NotLetIn(var reason) -> why = Optional.of(reason);
                case LobbyHost.Effect.BadInput(var from, var reason) ->
                    LOG.log(Level.DEBUG, "{0} in a lobby: {1}", from.device(), reason);
            }
        }
        look();
        return new Came(sends, stored, why);
    }

    private LobbyHost.House house(OpenNotebook open) {
        var secret = RoomSecrets.of(notebooks.log(invite.notebook()))
                .orElseThrow(() -> new Refusal("This notebook is not shared any more."));
        return new LobbyHost.House(
                invites().find(invite.id()).orElse(invite),
                open.replication().members().orElseThrow(),
                new RoomSecret(secret.secret(), secret.epoch()));
    }

    private Invites invites() {
        return new Invites(notebooks.log(invite.notebook()));
    }

    private void letIn(OpenNotebook open, LobbyHost.Effect.LetIn in) {
        open.replication().on(new Event.Stated(in.statement()));
        open.alsoWrite(List.of(
                invites().keep(in.invite()),
                DeviceNames.put(notebooks.log(invite.notebook()), in.device(), in.name())));
    }

    private void look() {
        var now = host.waiting();
        if (now.equals(waiting)) return;
        waiting = now;
        changed.run();
    }

    private void send(List<LobbyHost.Effect.Send> sends) {
        for (var send : sends) room.send(List.of(send.to()), Lane.LOBBY, send.message());
    }

    /** Whoever was let in is answered once that is on the disk (SY-4). */
    private final class Answering implements NotebookActor.Outcome<Came> {
        private volatile Came came = new Came(List.of(), false, Optional.empty());

        @Override
        public void done(Came result) {
            came = result;
            if (!came.stored) send(came.sends);
        }

        @Override
        public void saved() {
            if (came.stored) send(came.sends);
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
