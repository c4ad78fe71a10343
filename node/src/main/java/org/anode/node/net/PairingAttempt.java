package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.List;
import org.anode.node.NodeFailure;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.share.Lobby;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.share.PairingMachine;
import org.anode.node.share.PairingMachine.Effect;
import org.anode.node.share.PairingMachine.Event;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;

/** A pairing: the room of its link, and the machine of this side. */
final class PairingAttempt implements PeerRoom.Listener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PairingAttempt.class.getName());

    private final PairingMachine machine;
    private final PeerRoom room;
    private final PairingPlace.Listener listener;
    private volatile Pairing shown;

    PairingAttempt(
            PairingLink link,
            PairingMachine machine,
            DeviceKeys keys,
            SecureRandom random,
            PairingPlace.Listener listener) {
        this.machine = machine;
        this.listener = listener;
        this.shown = machine.shown();
        this.room = new PeerRoom(Lobby.room(link), link.deviceKey(), keys, random, this);
    }

    Pairing shown() {
        return shown;
    }

    void attach(Way way) {
        room.attach(way);
    }

    /** Somebody here compared the words. */
    void compared(boolean same) {
        on(new Event.Compared(same));
    }

    /** To be called about every second; false once nobody needs it any more. */
    boolean tick() {
        on(new Event.Tick());
        synchronized (this) {
            return !machine.isOver(nowMs());
        }
    }

    @Override
    public void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        on(new Event.Connected(peer, deviceKey, agreementKey));
    }

    @Override
    public void gone(PeerId peer) {
        on(new Event.Gone(peer));
    }

    @Override
    public void received(PeerId peer, Lane lane, Bytes message) {
        if (lane == Lane.LOBBY) on(new Event.Received(peer, message));
    }

    /** What was not answered is said again anyway. */
    @Override
    public void resync() {}

    private synchronized void on(Event event) {
        try {
            for (var effect : machine.on(event, nowMs())) carryOut(effect);
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "a paired device could not be kept", e);
            shown = shown.ended(e.sentence());
            listener.changed();
            close();
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Send(var to, var message) -> room.send(List.of(to), Lane.LOBBY, message);
            case Effect.Keep(var pair) -> listener.paired(pair);
            case Effect.Changed() -> {
                shown = machine.shown();
                listener.changed();
            }
            case Effect.BadInput(var from, var reason) ->
                LOG.log(Level.DEBUG, "{0} in the room of a pairing: {1}", from.device(), reason);
        }
    }

    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        room.close();
    }
}
