package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.anode.node.NodeFailure;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.share.InviteLink;
import org.anode.node.share.JoinState;
import org.anode.node.share.Lobby;
import org.anode.node.share.LobbyEvent;
import org.anode.node.share.LobbyGuest;
import org.anode.node.share.Membership;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;

/** Somebody's way into a notebook with a link: the room of the link, and the machine that asks there. */
final class JoinAttempt implements PeerRoom.Listener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JoinAttempt.class.getName());

    private final InviteLink link;
    private final LobbyGuest guest;
    private final PeerRoom room;
    private final Listener listener;
    private volatile JoinState state = new JoinState.Looking();

    /** Hears how far it is; may block. */
    interface Listener {
        void changed();

        /** With this link nothing more happens. */
        void ended(InviteLink link);

        /** @throws NodeFailure if the notebook can not be kept */
        void joined(InviteLink link, Membership membership);
    }

    /**
     * @param name    of this device, for people
     * @param voucher of another device of the same person
     */
    JoinAttempt(
            InviteLink link,
            Identity identity,
            String name,
            Optional<Voucher> voucher,
            SecureRandom random,
            Listener listener) {
        this.link = link;
        this.listener = listener;
        this.guest = new LobbyGuest(link, identity, name, voucher, random);
        var lobby = Lobby.room(link.joinSecret());
        this.room = new PeerRoom(lobby, link.notebook().value(), identity.keys(), random, this);
    }

    InviteLink link() {
        return link;
    }

    JoinState state() {
        return state;
    }

    void attach(Way way) {
        room.attach(way);
    }

    /** To be called about every second. */
    void tick() {
        on(new LobbyEvent.Tick());
    }

    @Override
    public void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        on(new LobbyEvent.Connected(peer, deviceKey));
    }

    @Override
    public void gone(PeerId peer) {
        on(new LobbyEvent.Gone(peer));
    }

    @Override
    public void received(PeerId peer, Lane lane, Bytes message) {
        if (lane == Lane.LOBBY) on(new LobbyEvent.Received(peer, message));
    }

    /** It asks again and again anyway. */
    @Override
    public void resync() {}

    private synchronized void on(LobbyEvent event) {
        for (var effect : guest.on(event, System.nanoTime() / 1_000_000)) {
            switch (effect) {
                case LobbyGuest.Effect.Send(var to, var message) -> room.send(List.of(to), Lane.LOBBY, message);
                case LobbyGuest.Effect.Changed(var now) -> show(now);
                case LobbyGuest.Effect.Joined(var membership) -> keep(membership);
                case LobbyGuest.Effect.BadInput(var from, var reason) ->
                    LOG.log(Level.DEBUG, "{0} in a lobby: {1}", from.device(), reason);
            }
        }
    }

    private void keep(Membership membership) {
        try {
            listener.joined(link, membership);
            show(new JoinState.Joined(membership.notebook()));
        } catch (NodeFailure e) {
            show(new JoinState.Failed(e.sentence()));
        }
    }

    private void show(JoinState now) {
        state = now;
        if (now.hasEnded()) listener.ended(link);
        listener.changed();
    }

    @Override
    public void close() {
        room.close();
    }
}
