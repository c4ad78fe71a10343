package org.anode.node.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.host.BidMessage.Held;
import org.anode.node.host.BidMessage.Known;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Bidding for the session that serves one person's open requests (EX-6): of the hosts that merge them at once one opens it, in
 * a connected group, whatever is lost, whoever dies. A bid is answered with all that the other knows; who has the lowest id of
 * those who bid for a generation opens, once everybody in reach, and the owner of every rival bid, has answered. What the
 * session is given, then and later, starts once everybody in reach has the record of that and knows of no other session that
 * has it: else somebody would run it again if this host died. Takes an event and the time, answers with effects. Pure.
 */
public final class BidMachine {
    /** After that a host that says nothing is gone (EX-9). */
    public static final long SILENT_MS = 15_000;

    /** A bidder that is there and opens nothing for so long has withdrawn its bid, as one does that was started again. */
    private static final long WITHDRAWN_MS = 2 * SILENT_MS;

    private static final long STEP_MAX = 1L << 32;
    private static final long SAY_EVERY_MS = 1_000;

    private final DeviceId me;
    private final Takers takers;
    private final long beganMs;
    private Set<DeviceId> reach = Set.of();
    private Set<ExecId> open = Set.of();
    private Map<SessionId, Held> stored = Map.of();
    private Optional<SessionId> mine = Optional.empty();
    private final Map<SessionId, Held> told = new HashMap<>();
    private long top;
    private final Map<DeviceId, Long> bidders = new HashMap<>(); // for the top generation, since when that is known
    private final Map<DeviceId, Owed> owed = new HashMap<>(); // who waits for our word
    private @Nullable Bidding bidding;
    private @Nullable Giving giving;
    private long nowMs;
    private List<BidEffect> effects = new ArrayList<>();

    /** What the ledgers here say about who has what. */
    public interface Takers {
        /** Sessions that some request was given to. */
        List<Taker> of(ExecId exec);

        /** Whether the session has ended, as far as is known. */
        boolean hasEnded(SessionId session);
    }

    /** @param started whether it handed the source over */
    public record Taker(SessionId session, long generation, boolean started) {}

    /** This device's own bid. */
    private static final class Bidding {
        final long generation;
        final long beganMs;
        final Set<DeviceId> acks = new HashSet<>();
        long saidMs = Long.MIN_VALUE / 2;

        Bidding(long generation, long nowMs) {
            this.generation = generation;
            this.beganMs = nowMs;
        }
    }

    /** What a session of this device was given, until it may start. */
    private static final class Giving {
        final Set<ExecId> execs;
        final Set<ExecId> elsewhere = new HashSet<>();
        final Set<DeviceId> stored = new HashSet<>();

        /** None until it is opened. */
        @Nullable
        SessionId session;

        long saidMs = Long.MIN_VALUE / 2;

        Giving(Set<ExecId> execs, @Nullable SessionId session) {
            this.execs = Set.copyOf(execs);
            this.session = session;
        }
    }

    private record Owed(SessionId session, Set<ExecId> execs) {}

    /** @param nowMs it takes nothing before it could hear of those who are there */
    public BidMachine(DeviceId me, Takers takers, long nowMs) {
        this.me = me;
        this.takers = takers;
        this.beganMs = nowMs;
    }

    /** @param nowMs of a clock that never goes back */
    public List<BidEffect> on(BidEvent event, long nowMs) {
        this.nowMs = nowMs;
        effects = new ArrayList<>();
        switch (event) {
            case BidEvent.Reached(var devices) -> reach = devices;
            case BidEvent.Viewed viewed -> view(viewed);
            case BidEvent.Heard(var from, var message) -> hear(from, message);
            case BidEvent.SessionOpened(var session) -> {
                if (giving != null) giving.session = session;
            }
            case BidEvent.NothingOpened() -> {
                giving = null;
                open = Set.of();
            }
            case BidEvent.Ticked() -> {}
        }
        step();
        return effects;
    }

    /** Whether there is something to be said or waited for, so that {@link BidEvent.Ticked} is wanted. */
    public boolean isBusy() {
        return bidding != null || giving != null || !owed.isEmpty() || !open.isEmpty();
    }

    private void view(BidEvent.Viewed viewed) {
        open = viewed.open();
        stored = viewed.sessions();
        mine = viewed.mine();
        told.keySet().removeIf(takers::hasEnded);
        learn(viewed.top(), Set.of());
    }

    private void learn(long generation, Set<DeviceId> by) {
        if (generation - top > STEP_MAX) return; // nobody counts so far: a liar's (EX-19)
        if (generation > top) {
            top = generation;
            bidders.clear();
        }
        if (generation == top) for (var bidder : by) bidders.putIfAbsent(bidder, nowMs);
    }

    private void hear(DeviceId from, BidMessage message) {
        var known = message.known();
        learn(known.top(), known.bidders());
        known.sessions().forEach((id, held) -> {
            if (!takers.hasEnded(id)) told.put(id, held);
            learn(held.generation(), Set.of());
        });
        switch (message) {
            case BidMessage.Bid(var generation, var _) -> say(from, new BidMessage.Ack(generation, known()));
            case BidMessage.Ack(var generation, var _) -> {
                if (bidding != null && bidding.generation == generation) bidding.acks.add(from);
            }
            case BidMessage.Given(var session, var execs, var _) -> owed.put(from, new Owed(session, execs));
            case BidMessage.Stored stored -> stored(from, stored);
        }
    }

    private void stored(DeviceId from, BidMessage.Stored word) {
        var own = giving;
        if (own == null || !word.session().equals(own.session) || !word.execs().equals(own.execs)) return;
        own.stored.add(from);
        own.elsewhere.addAll(word.elsewhere());
        own.elsewhere.retainAll(own.execs);
    }

    private void say(DeviceId to, BidMessage message) {
        effects.add(new BidEffect.Say(to, message));
    }

    private Map<SessionId, Held> sessions() {
        var all = new HashMap<>(told);
        all.putAll(stored);
        return all;
    }

    private Known known() {
        return new Known(top, bidders.keySet(), sessions());
    }

    private void step() {
        owed.entrySet().removeIf(entry -> answered(entry.getKey(), entry.getValue()));
        if (bidding != null && hasLost(bidding)) bidding = null;
        if (bidding != null && isRivalGone(bidding)) bid();
        if (bidding == null && giving == null && isWanted() && couldHear() && isMyTurn()) bid();
        if (bidding != null) goOn(bidding);
        if (giving == null && mine.isPresent() && !open.isEmpty() && couldHear()) take(mine.get());
        if (giving != null) goOn(giving);
    }

    private boolean answered(DeviceId to, Owed word) {
        boolean has = takers.hasEnded(word.session) || word.execs.stream().allMatch(exec -> has(exec, word.session));
        if (has) say(to, new BidMessage.Stored(word.session, word.execs, elsewhere(word), known()));
        return has;
    }

    private boolean has(ExecId exec, SessionId session) {
        return takers.of(exec).stream().anyMatch(taker -> taker.session().equals(session));
    }

    private Set<ExecId> elsewhere(Owed word) {
        return word.execs.stream()
                .filter(exec -> isElsewhere(exec, word.session))
                .collect(Collectors.toSet());
    }

    /** With another session that began it, has ended, or counts before this one. */
    private boolean isElsewhere(ExecId exec, SessionId session) {
        var all = takers.of(exec);
        long generation = all.stream()
                .filter(taker -> taker.session().equals(session))
                .mapToLong(Taker::generation)
                .findFirst()
                .orElse(0);
        return all.stream()
                .filter(taker -> !taker.session().equals(session))
                .anyMatch(other -> other.started()
                        || takers.hasEnded(other.session())
                        || other.generation() > generation
                        || (other.generation() == generation && other.session().compareTo(session) < 0));
    }

    private boolean isWanted() {
        return !open.isEmpty() && !isServed();
    }

    /** By a session whose host can be reached. */
    private boolean isServed() {
        return sessions().values().stream().anyMatch(held -> held.host().equals(me) || reach.contains(held.host()));
    }

    /** Of those who are there. */
    private boolean couldHear() {
        return nowMs - beganMs >= SILENT_MS;
    }

    /** The lowest of those who bid for the top generation is waited for, as long as it is there. */
    private boolean isMyTurn() {
        return bidders.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .filter(lowest -> !lowest.getKey().equals(me))
                .map(lowest -> isGone(lowest.getKey(), lowest.getValue()))
                .orElse(true);
    }

    private boolean isGone(DeviceId bidder, long sinceMs) {
        return nowMs - sinceMs >= (reach.contains(bidder) ? WITHDRAWN_MS : SILENT_MS);
    }

    private void bid() {
        top++;
        bidders.clear();
        bidders.put(me, nowMs);
        bidding = new Bidding(top, nowMs);
        effects.add(new BidEffect.WriteBid(top));
    }

    /** For good, for this generation: one of a higher is known, or a lower device bids for it too. */
    private boolean hasLost(Bidding own) {
        boolean lower = bidders.keySet().stream().anyMatch(other -> other.compareTo(me) < 0);
        boolean opened = sessions().values().stream().anyMatch(held -> held.generation() >= own.generation);
        return top > own.generation || opened || lower || !isWanted();
    }

    /** A rival that has not answered is gone: all begins again, one higher. */
    private boolean isRivalGone(Bidding own) {
        return bidders.entrySet().stream()
                .filter(rival -> !rival.getKey().equals(me) && !own.acks.contains(rival.getKey()))
                .anyMatch(rival -> !reach.contains(rival.getKey()) && isGone(rival.getKey(), rival.getValue()));
    }

    private void goOn(Bidding own) {
        var needed = new HashSet<>(reach);
        needed.addAll(bidders.keySet());
        needed.remove(me);
        needed.removeAll(own.acks);
        if (needed.isEmpty() && hasRecords(own)) open(own);
        else if (nowMs - own.saidMs >= SAY_EVERY_MS) {
            own.saidMs = nowMs;
            for (var other : needed) say(other, new BidMessage.Bid(own.generation, known()));
        }
    }

    /** Of each session that others told of, which says what it was given; not for ever: they may be lost with its host. */
    private boolean hasRecords(Bidding own) {
        return stored.keySet().containsAll(told.keySet()) || nowMs - own.beganMs >= SILENT_MS;
    }

    private void open(Bidding own) {
        bidding = null;
        giving = new Giving(open, null);
        effects.add(new BidEffect.Open(own.generation, giving.execs));
    }

    /** Into the session that there is. */
    private void take(SessionId session) {
        giving = new Giving(open, session);
        effects.add(new BidEffect.Assign(session, giving.execs));
    }

    private void goOn(Giving own) {
        var session = own.session;
        if (session == null) return;
        var needed = new HashSet<>(reach);
        needed.removeAll(own.stored);
        if (needed.isEmpty()) {
            giving = null;
            release(own, session);
        } else if (nowMs - own.saidMs >= SAY_EVERY_MS) {
            own.saidMs = nowMs;
            for (var other : needed) say(other, new BidMessage.Given(session, own.execs, known()));
        }
    }

    private void release(Giving own, SessionId session) {
        var elsewhere = new HashSet<>(own.elsewhere);
        for (var exec : own.execs) if (isElsewhere(exec, session)) elsewhere.add(exec);
        var may = new HashSet<>(own.execs);
        may.removeAll(elsewhere);
        effects.add(new BidEffect.Release(session, may, elsewhere));
    }
}
