package org.anode.node.net;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anode.node.NodeFailure;
import org.anode.node.identity.Identity;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.share.PairingMachine;
import org.anode.node.share.PairingMaker;
import org.anode.node.share.PairingTaker;
import org.anode.node.transport.Way;
import org.jspecify.annotations.Nullable;

/** The one pairing of this node that is under way, if one is; a new one takes the place of the one before. Any thread. */
final class Pairings implements AutoCloseable {
    private static final String GIVEN_UP = "The pairing was given up; make a new link.";

    private final Identity identity;
    private final Supplier<String> deviceName;
    private final SecureRandom random;
    private final List<Way> ways = new ArrayList<>();
    private final Function<List<String>, List<Way>> relays;
    private @Nullable PairingAttempt attempt;
    private Optional<Pairing> last = Optional.empty();
    private boolean closed;

    /** @param relays the ways at these relays */
    Pairings(
            Identity identity,
            Supplier<String> deviceName,
            Function<List<String>, List<Way>> relays,
            SecureRandom random) {
        this.identity = identity;
        this.deviceName = deviceName;
        this.relays = relays;
        this.random = random;
    }

    /** Waits for who comes with a link of this device. */
    void make(PairingLink link, PairingPlace.Listener listener) {
        begin(link, new PairingMaker(link, identity, random, PairingAttempt.nowMs()), listener);
    }

    /** Goes to the device that made the link. */
    void take(PairingLink link, PairingPlace.Listener listener) {
        var machine = new PairingTaker(link, identity, deviceName.get(), random, PairingAttempt.nowMs());
        begin(link, machine, listener);
    }

    private synchronized void begin(PairingLink link, PairingMachine machine, PairingPlace.Listener listener) {
        if (closed) throw new NodeFailure("The node is stopping; try again when it runs.");
        end();
        var begun = new PairingAttempt(link, machine, identity.keys(), random, listener);
        attempt = begun;
        ways.forEach(begun::attach);
        relays.apply(link.places().relays()).forEach(begun::attach);
    }

    private void end() {
        var ending = attempt;
        if (ending == null) return;
        var shown = ending.shown();
        last = Optional.of(shown.ended().isPresent() ? shown : shown.ended(GIVEN_UP));
        attempt = null;
        ending.close();
    }

    /** How far the last one is. */
    synchronized Optional<Pairing> shown() {
        return attempt == null ? last : Optional.of(attempt.shown());
    }

    /** Somebody here compared the words. */
    void compared(boolean same) {
        attempt().ifPresent(now -> now.compared(same));
    }

    private synchronized Optional<PairingAttempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    /** Another way to the peers of every link. */
    synchronized void attach(Way way) {
        ways.add(way);
        if (attempt != null) attempt.attach(way);
    }

    /** To be called about every second. */
    void tick() {
        attempt().filter(now -> !now.tick()).ifPresent(this::over);
    }

    private synchronized void over(PairingAttempt ended) {
        if (ended.equals(attempt)) end();
    }

    @Override
    public synchronized void close() {
        closed = true;
        end();
    }
}
