package org.anode.node.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.anode.node.host.BidMessage.Held;
import org.anode.node.host.BidMessage.Known;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/**
 * Hosts with real {@link BidMachine}s, ledgers that reach each other some time, and a network that does what the seed says.
 * Times in ms.
 */
final class BidWorld {
    private static final long STEP_MS = 100;
    private static final long TROUBLE_UNTIL_MS = 60_000;
    private static final long END_MS = 240_000;
    private static final long BEAT_MS = 3_000;

    /** What may happen, and what machines or hosts may do wrong. */
    enum Trouble {
        LOSS,
        CRASH,
        JOINER,
        PARTITION,
        /** Answers carry nothing. */
        IGNORANT_ACKS,
        /** What is assigned runs before others have its record. */
        HASTY
    }

    private final Random random;
    private final Set<Trouble> trouble;
    private final List<Host> hosts = new ArrayList<>();
    private final PriorityQueue<Delivery> wire = new PriorityQueue<>(Comparator.comparingLong(Delivery::atMs));
    private final Map<ExecId, List<String>> runs = new TreeMap<>(Comparator.comparing(ExecId::value));
    private final List<String> log = new ArrayList<>();
    private final double lossRate;
    private final long mergeEveryMs;
    private Set<Integer> side = Set.of();
    private boolean parted;
    private boolean healed;
    private long nowMs;
    private int sessions;

    private record Delivery(long atMs, int from, int to, Runnable what) {}

    /** A session as its host wrote it, with what it was assigned and what it began. */
    private record Row(SessionId id, Held held, Set<ExecId> execs, Set<ExecId> begun) {
        Row(SessionId id, Held held) {
            this(id, held, new HashSet<>(), new HashSet<>());
        }

        boolean take(Row other) {
            boolean news = execs.addAll(other.execs);
            return begun.addAll(other.begun) || news;
        }
    }

    BidWorld(long seed, Trouble... trouble) {
        this.random = new Random(seed);
        this.trouble = Set.of(trouble);
        this.lossRate = has(Trouble.LOSS) ? random.nextDouble() * 0.4 : 0;
        this.mergeEveryMs = 1_000L + random.nextInt(20_000);
        int count = 3 + random.nextInt(2);
        for (int n = 0; n < count; n++) hosts.add(new Host(n));
        if (has(Trouble.JOINER)) hosts.getLast().isAway = true;
    }

    private boolean has(Trouble one) {
        return trouble.contains(one);
    }

    private final class Host {
        final int number;
        final DeviceId id;
        BidMachine machine;
        final Map<DeviceId, Long> heardMs = new HashMap<>();
        final Set<ExecId> requests = new HashSet<>();
        final Map<SessionId, Row> rows = new LinkedHashMap<>();
        final Set<SessionId> ended = new HashSet<>();
        final Set<ExecId> started = new HashSet<>();
        boolean isDead;
        boolean isAway;
        long beatMs = random.nextInt((int) BEAT_MS);
        long mergeMs;
        long top;
        Set<DeviceId> reach = Set.of();

        Host(int number) {
            this.number = number;
            this.id = new DeviceId(Bytes.utf8("host " + number).sha256());
            this.machine = new BidMachine(id, new Records(), nowMs);
        }

        private final class Records implements BidMachine.Takers {
            @Override
            public List<BidMachine.Taker> of(ExecId exec) {
                return rows.values().stream()
                        .filter(row -> row.execs.contains(exec))
                        .map(row -> new BidMachine.Taker(row.id, row.held.generation(), row.begun.contains(exec)))
                        .toList();
            }

            @Override
            public boolean hasEnded(SessionId session) {
                return ended.contains(session);
            }
        }

        void tell(BidEvent event) {
            if (isDead || isAway) return;
            machine.on(event, nowMs).forEach(this::carryOut);
        }

        void look() {
            var assigned = new HashSet<ExecId>();
            var live = new HashMap<SessionId, Held>();
            for (var row : rows.values()) {
                assigned.addAll(row.execs);
                top = Math.max(top, row.held.generation());
                if (!ended.contains(row.id)) live.put(row.id, row.held);
            }
            var open = new HashSet<>(requests);
            open.removeAll(assigned);
            tell(new BidEvent.Viewed(open, live, mine(), top));
        }

        void carryOut(BidEffect effect) {
            switch (effect) {
                case BidEffect.WriteBid(var generation) -> top = Math.max(top, generation);
                case BidEffect.Say(var to, var message) -> {
                    var said = garbled(message);
                    post(number, host(to).number, () -> host(to).hear(id, said));
                }
                case BidEffect.Open(var generation, var execs) -> {
                    var session = new SessionId("s" + ++sessions);
                    note(number + " opens " + session + " of " + generation + " for " + execs);
                    rows.put(session, new Row(session, new Held(id, generation)));
                    rows.get(session).execs.addAll(execs);
                    look();
                    tell(new BidEvent.SessionOpened(session));
                    mayDieSoon();
                    if (has(Trouble.HASTY)) start(session, execs);
                }
                case BidEffect.Assign(var session, var execs) -> {
                    rows.get(session).execs.addAll(execs);
                    look();
                    mayDieSoon();
                    if (has(Trouble.HASTY)) start(session, execs);
                }
                case BidEffect.Release(var session, var execs, var _) -> start(session, execs);
            }
        }

        private Optional<SessionId> mine() {
            return Optional.ofNullable(current())
                    .filter(session -> rows.get(session).held.host().equals(id));
        }

        void hear(DeviceId from, BidMessage message) {
            beat(from);
            tell(new BidEvent.Heard(from, message));
        }

        /** EX-7: only while the session counts here. */
        void start(SessionId session, Set<ExecId> execs) {
            if (!session.equals(current())) return;
            for (var exec : execs) {
                if (!started.add(exec)) continue;
                rows.get(session).begun.add(exec);
                note(number + " runs " + exec + " in " + session);
                runs.computeIfAbsent(exec, _ -> new ArrayList<>()).add(number + " at " + nowMs);
            }
        }

        SessionId current() {
            return rows.values().stream()
                    .filter(row -> !ended.contains(row.id))
                    .min(Comparator.comparingLong((Row row) -> -row.held.generation())
                            .thenComparing(row -> row.id.value()))
                    .map(row -> row.id)
                    .orElse(null);
        }

        void tick() {
            if (isDead || isAway) return;
            if (nowMs >= beatMs) {
                beatMs = nowMs + BEAT_MS;
                for (var other : hosts) if (other != this) post(number, other.number, () -> other.beat(id));
            }
            if (nowMs >= mergeMs) {
                mergeMs = nowMs + (nowMs < TROUBLE_UNTIL_MS ? mergeEveryMs : BEAT_MS);
                for (var other : hosts) {
                    var asked = copy(true);
                    var done = copy(false);
                    if (other != this) post(number, other.number, () -> other.merge(asked));
                    if (other != this) post(number, other.number, () -> other.merge(done));
                }
            }
            var now = new HashSet<DeviceId>();
            heardMs.forEach((device, at) -> {
                if (nowMs - at <= BidMachine.SILENT_MS) now.add(device);
            });
            if (!now.equals(reach)) {
                reach = now;
                tell(new BidEvent.Reached(now));
            }
            tell(new BidEvent.Ticked());
        }

        void beat(DeviceId from) {
            heardMs.put(from, nowMs);
        }

        /** Ledgers of those who ask and of those who host reach others independently. */
        private Host copy(boolean requestsOnly) {
            var copy = new Host(number);
            if (requestsOnly) copy.requests.addAll(requests);
            if (requestsOnly) return copy;
            for (var row : rows.values())
                copy.rows.computeIfAbsent(row.id, id -> new Row(id, row.held)).take(row);
            copy.ended.addAll(ended);
            return copy;
        }

        void merge(Host other) {
            if (isDead || isAway) return;
            beat(other.id);
            boolean news = requests.addAll(other.requests);
            news |= ended.addAll(other.ended);
            for (var row : other.rows.values())
                news |= rows.computeIfAbsent(row.id, id -> new Row(id, row.held))
                        .take(row);
            if (news) look();
        }

        /** Where it hurts most: before others have what it wrote. */
        private void mayDieSoon() {
            if (has(Trouble.CRASH) && nowMs < TROUBLE_UNTIL_MS && random.nextInt(4) == 0)
                wire.add(new Delivery(nowMs + random.nextInt(1_500), number, number, this::mayDie));
        }

        private void mayDie() {
            if (nowMs < TROUBLE_UNTIL_MS && hosts.stream().noneMatch(host -> host.isDead)) die();
        }

        void join() {
            isAway = false;
            machine = new BidMachine(id, new Records(), nowMs);
        }

        void die() {
            note(number + " dies");
            isDead = true;
        }

        /** EX-8: its former sessions end; what it bid for counts as withdrawn. */
        void comeBack() {
            note(number + " comes back");
            isDead = false;
            machine = new BidMachine(id, new Records(), nowMs);
            heardMs.clear();
            reach = Set.of();
            started.clear();
            for (var row : rows.values()) if (row.held.host().equals(id)) ended.add(row.id);
            look();
        }
    }

    private BidMessage garbled(BidMessage message) {
        return has(Trouble.IGNORANT_ACKS) && message instanceof BidMessage.Ack(var generation, var _)
                ? new BidMessage.Ack(generation, new Known(0, Set.of(), Map.of()))
                : message;
    }

    private Host host(DeviceId id) {
        return hosts.stream().filter(host -> host.id.equals(id)).findFirst().orElseThrow();
    }

    private void note(String what) {
        log.add(nowMs + " " + what);
    }

    private void post(int from, int to, Runnable what) {
        if (nowMs < TROUBLE_UNTIL_MS && random.nextDouble() < lossRate) return;
        if (isCut(from, to)) return;
        long delay = has(Trouble.LOSS) && nowMs < TROUBLE_UNTIL_MS ? random.nextInt(2_000) : random.nextInt(50);
        wire.add(new Delivery(nowMs + delay, from, to, what));
    }

    private boolean isCut(int from, int to) {
        return parted && side.contains(from) != side.contains(to);
    }

    void run() {
        int requests = 0;
        for (; nowMs < END_MS; nowMs += STEP_MS) {
            while (!wire.isEmpty() && wire.peek().atMs <= nowMs) {
                var due = wire.poll();
                if (!isCut(due.from, due.to)) due.what.run();
            }
            if (nowMs < TROUBLE_UNTIL_MS) disturb();
            else settle();
            if (nowMs > 8_000 && nowMs < TROUBLE_UNTIL_MS && random.nextInt(150) == 0) ask("r" + ++requests);
            hosts.forEach(Host::tick);
        }
    }

    /** Merged by several at once, as after a partition from who asked. */
    private void ask(String name) {
        note("asked for " + name);
        for (var host : hosts) {
            if (host.isDead || host.isAway || host.reach.isEmpty() || random.nextInt(4) == 0) continue;
            host.requests.add(new ExecId(name));
            host.look();
        }
    }

    private void disturb() {
        if (has(Trouble.CRASH) && random.nextInt(250) == 0) {
            var victim = hosts.get(random.nextInt(hosts.size()));
            if (victim.isDead) victim.comeBack();
            else victim.mayDie();
        }
        if (has(Trouble.JOINER) && hosts.getLast().isAway && random.nextInt(200) == 0) {
            note("the last one comes");
            hosts.getLast().join();
        }
        if (has(Trouble.PARTITION) && random.nextInt(200) == 0) {
            if (healed) return;
            healed = parted;
            parted = !parted;
            var all = new ArrayList<>(hosts.stream().map(host -> host.number).toList());
            Collections.shuffle(all, random);
            side = Set.copyOf(all.subList(0, 1 + random.nextInt(all.size() - 1)));
            note(parted ? "cut off " + side : "healed");
        }
    }

    private void settle() {
        parted = false;
        if (hosts.getLast().isAway) hosts.getLast().join();
        for (var host : hosts) if (host.isDead) host.comeBack();
    }

    int mostRuns() {
        return runs.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** Whether some session has each request that anybody knows of. */
    boolean isServed() {
        var all = new TreeSet<>(Comparator.comparing(ExecId::value));
        var given = new HashSet<ExecId>();
        for (var host : hosts) {
            all.addAll(host.requests);
            for (var row : host.rows.values()) given.addAll(row.execs);
        }
        return given.containsAll(all);
    }

    /** Whether all see the same session. */
    boolean isAgreed() {
        var seen = new HashSet<SessionId>();
        for (var host : hosts) seen.add(host.current());
        return seen.size() <= 1;
    }

    @Override
    public String toString() {
        return runs + "\n" + String.join("\n", log);
    }
}
