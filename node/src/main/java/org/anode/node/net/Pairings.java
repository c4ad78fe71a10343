package org.anode.node.net;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.NodeFailure;
import org.anode.node.identity.Identity;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.share.PairingMachine;
import org.anode.node.share.PairingMaker;
import org.anode.node.share.PairingTaker;
import org.anode.node.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The one pairing of this node that is under way, if one is; a new one takes the place of the one before. Any thread. */
final class Pairings implements AutoCloseable {
    private static final String GIVEN_UP = "The pairing was given up; make a new link.";

    private final Identity identity;
    private final Supplier<String> deviceName;
    private final SecureRandom random;
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    private @Nullable PairingAttempt attempt;
    private Optional<Pairing> last = Optional.empty();
    private boolean closed;

    Pairings(Identity identity, Supplier<String> deviceName, SecureRandom random) {
        this.identity = identity;
        this.deviceName = deviceName;
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
        transports.forEach(begun::attach);
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

    /** Another way to peers, by this name. */
    synchronized void attach(String name, Transport transport) {
        transports.put(name, transport);
        if (attempt != null) attempt.attach(name, transport);
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
