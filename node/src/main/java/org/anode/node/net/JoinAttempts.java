package org.anode.node.net;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.NodeFailure;
import org.anode.node.Refusal;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Voucher;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.transport.Way;

/** The links that were taken up here since the start of the node, and how far each is. Any thread. */
final class JoinAttempts implements AutoCloseable {
    /** Each is a room. */
    private static final int MAX = 100;

    private final Identity identity;
    private final Supplier<String> deviceName;
    private final Supplier<Optional<Voucher>> voucher;
    private final SecureRandom random;
    private final JoinAttempt.Listener listener;
    private final Map<InviteId, JoinAttempt> attempts = new LinkedHashMap<>();
    private final List<Way> ways = new ArrayList<>();
    private boolean closed;

    JoinAttempts(
            Identity identity,
            Supplier<String> deviceName,
            Supplier<Optional<Voucher>> voucher,
            SecureRandom random,
            JoinAttempt.Listener listener) {
        this.identity = identity;
        this.deviceName = deviceName;
        this.voucher = voucher;
        this.random = random;
        this.listener = listener;
    }

    /**
     * The attempt with this link, begun if there is none that goes on or succeeded.
     *
     * @param relays the ways of this link alone
     */
    synchronized Joining begin(InviteLink link, List<Way> relays) {
        if (closed) throw new NodeFailure("The node is stopping; try again when it runs.");
        var known = attempts.get(link.id());
        if (known != null && !(known.state() instanceof JoinState.Failed)) return joining(known);
        if (known == null && attempts.size() >= MAX)
            throw new Refusal("There are " + MAX + " links that are tried; give some of them up first.");
        var attempt = new JoinAttempt(link, identity, deviceName.get(), voucher.get(), random, listener);
        attempts.put(link.id(), attempt);
        if (known != null) known.close();
        ways.forEach(attempt::attach);
        relays.forEach(attempt::attach);
        return joining(attempt);
    }

    private static Joining joining(JoinAttempt attempt) {
        return new Joining(attempt.link(), attempt.state());
    }

    synchronized boolean isUnderWay(InviteId join) {
        var attempt = attempts.get(join);
        return attempt != null && !attempt.state().hasEnded();
    }

    /** The latest first. */
    synchronized List<Joining> all() {
        var found = new ArrayList<Joining>();
        attempts.values().forEach(attempt -> found.addFirst(joining(attempt)));
        return found;
    }

    /** @return whether there was one */
    boolean forget(InviteId join) {
        JoinAttempt attempt;
        synchronized (this) {
            attempt = attempts.remove(join);
        }
        if (attempt != null) attempt.close();
        return attempt != null;
    }

    /** Another way to the peers of every link. */
    synchronized void attach(Way way) {
        ways.add(way);
        attempts.values().forEach(attempt -> attempt.attach(way));
    }

    /** To be called about every second. */
    void tick() {
        List<JoinAttempt> all;
        synchronized (this) {
            all = List.copyOf(attempts.values());
        }
        all.forEach(JoinAttempt::tick);
    }

    @Override
    public synchronized void close() {
        closed = true;
        attempts.values().forEach(JoinAttempt::close);
    }
}
