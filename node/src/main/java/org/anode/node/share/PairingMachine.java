package org.anode.node.share;

import java.util.List;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;

/**
 * One side of a pairing. The {@link PairingMaker} of the link waits in its room, the {@link PairingTaker} comes; both show
 * four words (see {@link Words}), and people say on both sides whether they are the same. Both keep:
 *
 * <ol>
 *   <li>nothing is kept of the other device before people said yes on both sides;
 *   <li>the words on both screens are of both device keys, which the room proved, and of nonces that neither could choose
 *       once it knew the other's; once they are shown they never change;
 *   <li>a link is good for one pairing, for {@link #LIFE_MS} and for {@link #TRIES_MAX} exchanges of nonces;
 *   <li>any message may get lost: what was not answered is said again with each tick.
 * </ol>
 *
 * <p>Pure; belongs to one thread.
 */
public sealed interface PairingMachine permits PairingMaker, PairingTaker {
    /** By the clock of each side. */
    long LIFE_MS = 10 * 60_000;

    /** Connections that break make some. */
    int TRIES_MAX = 8;

    /** @param nowMs never goes back */
    List<Effect> on(Event event, long nowMs);

    /** What people see. */
    Pairing shown();

    /** Whether nobody needs this side any more. */
    boolean isOver(long nowMs);

    /** What happens to a pairing. */
    sealed interface Event {
        /** The peer has proven that both keys are its own: Ed25519 and X25519. */
        record Connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) implements Event {}

        record Received(PeerId peer, Bytes message) implements Event {}

        record Gone(PeerId peer) implements Event {}

        /** Somebody here compared the words. */
        record Compared(boolean same) implements Event {}

        /** Time goes by; about every second. */
        record Tick() implements Event {}
    }

    /** What is to be done, in this order, before the next event. */
    sealed interface Effect {
        /** It may get lost. */
        record Send(PeerId to, Bytes message) implements Effect {}

        /** Keep the other device; what follows is only done once that is on the disk. */
        record Keep(NewPair pair) implements Effect {}

        /** {@link #shown} is another. */
        record Changed() implements Effect {}

        /** Count it: the peer sent what does not fit. */
        record BadInput(PeerId from, String reason) implements Effect {}
    }
}
