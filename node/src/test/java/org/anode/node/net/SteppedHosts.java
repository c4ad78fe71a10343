package org.anode.node.net;

import java.security.SecureRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.anode.node.doc.HostsHere;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;

/** What hosts tell each other, without a room: a simulation brings the messages and says when time passed. */
public final class SteppedHosts {
    private final HostTalk talk;

    /** @param turns is given what is to be done with the open notebook */
    public SteppedHosts(
            Identity me, BiConsumer<PeerId, Bytes> wire, Consumer<Consumer<OpenNotebook>> turns, LongSupplier nowMs) {
        var answers = new SealedAnswers(Samples.NOTEBOOK, me, new SecureRandom());
        this.talk = new HostTalk(new Said(wire, turns), answers, nowMs);
    }

    private record Said(BiConsumer<PeerId, Bytes> wire, Consumer<Consumer<OpenNotebook>> turns)
            implements HostTalk.Room {
        @Override
        public void send(PeerId to, Bytes message) {
            wire.accept(to, message);
        }

        @Override
        public void turn(Consumer<OpenNotebook> what) {
            turns.accept(what);
        }

        @Override
        public void changed() {}
    }

    public HostsHere here() {
        return talk;
    }

    public void connected(PeerId peer) {
        talk.connected(peer, Bytes.EMPTY); // nothing is answered to cells here
    }

    public void gone(PeerId peer) {
        talk.gone(peer);
    }

    public void received(PeerId peer, Bytes message) {
        talk.received(peer, message);
    }

    /** To be called about every second. */
    public void tick() {
        talk.tick();
    }
}
