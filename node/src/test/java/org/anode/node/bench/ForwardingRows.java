package org.anode.node.bench;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.bench.relay.Crowd;
import org.anode.node.bench.relay.NatsProcess;
import org.anode.node.bench.relay.RelayProcess;
import org.anode.node.bench.relay.Shape;

/** What a relay forwards, plain and with TLS, and what nats-server forwards of the same in turn with it. */
final class ForwardingRows {
    private static final String NATS = "nats-server";

    /** Both servers have so many turns, so that what else the machine does meets both. */
    private static final int ROUNDS = 2;

    private static final int WARM_UPS = 2;

    /** Of what the relay can; the peer gets as much. */
    private static final double MODERATE = 0.2;

    private static final List<Shape> SHAPES = List.of(
            new Shape(200, 20, 2), new Shape(200, 4, 20), new Shape(16 << 10, 20, 2), new Shape(16 << 10, 4, 20));

    private static final int LARGE_ROOM = 20;
    private static final double LARGE_ROOM_TARGET = 0.5;

    /** Address limits do not hold for this machine's own. */
    private static final String UNLIMITED = "bytes-per-second = 0";

    private final BenchReport report;
    private final EventLoopGroup loops;
    private final Path folder;
    private long dropped;

    ForwardingRows(BenchReport report, EventLoopGroup loops, Path folder) {
        this.report = report;
        this.loops = loops;
        this.folder = folder;
    }

    void measure() throws IOException, InterruptedException {
        plain();
        tls();
        report.row("frames dropped in all of that", "", one((double) dropped), Optional.of(0.0), Optional.empty());
        report.note("Servers and clients share this machine's processors, so deliveries also say what the clients cost:"
                + " a server's own processor time for a million is the fairer figure.");
        report.note(
                "Of each room one publishes; so that nothing has to be dropped, at most 192 KiB are on their way to the"
                        + " slowest. On the way: from when a message is due until it is read by the receiver, in the clients' one"
                        + " process.");
    }

    private RelayProcess relay(String... lines) throws IOException, InterruptedException {
        return RelayProcess.start(Checkout.root().resolve("anode"), folder, 0, lines);
    }

    private void plain() throws IOException, InterruptedException {
        var nats = NatsProcess.start(folder);
        try (var relay = relay(UNLIMITED)) {
            warmUp(relay);
            for (var shape : SHAPES) {
                RelayBench.say("forwarding, " + name(shape, "plain"));
                plain(relay, nats, shape);
            }
        } finally {
            nats.ifPresent(NatsProcess::close);
        }
    }

    /** A relay lives for long: what counts is how it is after its first seconds. */
    private void warmUp(RelayProcess relay) throws InterruptedException {
        RelayBench.say("forwarding, warm-up");
        for (var shape : SHAPES)
            try (var crowd = Crowd.enter(loops, relay, shape)) {
                for (int i = 0; i < WARM_UPS; i++) crowd.flood();
            }
    }

    private void plain(RelayProcess relay, Optional<NatsProcess> nats, Shape shape) throws InterruptedException {
        var ours = new Seen();
        var theirs = new Seen();
        try (var crowd = Crowd.enter(loops, relay, shape)) {
            if (nats.isEmpty()) {
                for (int i = 0; i < ROUNDS; i++) ours.add(crowd.flood());
                ours.delays = crowd.pace(MODERATE * ours.rate());
            } else
                try (var other = Crowd.enter(loops, nats.get(), shape)) {
                    for (int i = 0; i < ROUNDS; i++) {
                        ours.add(crowd.flood());
                        theirs.add(other.flood());
                    }
                    ours.delays = crowd.pace(MODERATE * ours.rate());
                    theirs.delays = other.pace(MODERATE * ours.rate());
                }
            dropped += crowd.lost();
        }
        rows(name(shape, "plain"), shape, ours, Optional.of(theirs));
    }

    private void tls() throws IOException, InterruptedException {
        try (var relay = relay(UNLIMITED, "tls-dev = true")) {
            warmUp(relay);
            for (var shape : SHAPES) {
                RelayBench.say("forwarding, " + name(shape, "TLS"));
                var seen = new Seen();
                try (var crowd = Crowd.enter(loops, relay, shape)) {
                    for (int i = 0; i < ROUNDS; i++) seen.add(crowd.flood());
                    seen.delays = crowd.pace(MODERATE * seen.rate());
                    dropped += crowd.lost();
                }
                rows(name(shape, "TLS"), shape, seen, Optional.empty());
            }
        }
    }

    private static String name(Shape shape, String how) {
        int bytes = shape.payloadBytes();
        return (bytes < 1024 ? bytes + " B" : bytes / 1024 + " KiB") + " in rooms of " + shape.members() + ", " + how;
    }

    /** Of one server and shape. */
    private static final class Seen {
        private final Samples perSecond = new Samples();
        private final Samples serverCpu = new Samples();
        private final Samples clientCpu = new Samples();
        private List<Double> delays = new ArrayList<>();

        void add(Crowd.Flow flow) {
            flow.perSecond().forEach(perSecond::add);
            serverCpu.add(flow.serverCpuSeconds());
            clientCpu.add(flow.clientCpuSeconds());
        }

        double rate() {
            return perSecond.p50();
        }
    }

    private void rows(String name, Shape shape, Seen ours, Optional<Seen> theirs) {
        row(name, "k/s", ours.perSecond.scaled(1e-3), theirs.map(seen -> seen.perSecond.scaled(1e-3)));
        theirs.filter(seen -> seen.perSecond.size() > 0).ifPresent(seen -> ratio(shape, ours.rate() / seen.rate()));
        double megabytes = shape.payloadBytes() / 1e6;
        row("  payload", "MB/s", ours.perSecond.scaled(megabytes), theirs.map(s -> s.perSecond.scaled(megabytes)));
        row("  server's processor time a million", "s", ours.serverCpu, theirs.map(seen -> seen.serverCpu));
        row("  clients' processor time a million", "s", ours.clientCpu, theirs.map(seen -> seen.clientCpu));
        row("  on the way at 20 % of that", "µs", Samples.of(ours.delays), theirs.map(s -> Samples.of(s.delays)));
        row("    99 of 100", "µs", p99(ours), theirs.map(ForwardingRows::p99));
    }

    private void ratio(Shape shape, double ratio) {
        var target = shape.members() == LARGE_ROOM ? Optional.of(LARGE_ROOM_TARGET) : Optional.<Double>empty();
        report.row("  as multiple of " + NATS, "x", one(ratio), target, Optional.empty());
    }

    private static Samples p99(Seen seen) {
        return seen.delays.isEmpty()
                ? new Samples()
                : one(Samples.of(seen.delays).p99());
    }

    private void row(String name, String unit, Samples ours, Optional<Samples> theirs) {
        var peer = theirs.map(
                samples -> new BenchReport.Peer(samples.size() > 0 ? NATS : NATS + ": not installed", samples));
        report.row(name, unit, ours, Optional.empty(), peer);
    }

    private static Samples one(double value) {
        return Samples.of(List.of(value));
    }
}
