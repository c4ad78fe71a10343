package org.anode.node.room;

import static org.anode.node.room.Samples.CONTEXT;
import static org.anode.node.room.Samples.SECRET;
import static org.anode.node.room.Samples.filled;
import static org.anode.node.room.Samples.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anode.node.replicate.PeerId;
import org.anode.node.transport.LinkId;
import org.anode.node.transport.MemoryNetwork;
import org.anode.node.transport.RoomListener;
import org.anode.node.transport.TransportLimits;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rooms over a network in memory that runs when the test says so. */
final class PeerRoomTest {
    private static final TransportLimits LIMITS = new TransportLimits(1 << 10, 64 << 10, 256 << 10, 8, 4);
    private static final int PART_BYTES = LIMITS.frameBytesMax() - Pair.OVERHEAD_BYTES - Said.PART_OVERHEAD_BYTES;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final MemoryNetwork lan = new MemoryNetwork(LIMITS, tasks::add);
    private final MemoryNetwork relay = new MemoryNetwork(TransportLimits.DEFAULT, tasks::add);
    private final SecureRandom random = new SecureRandom();

    private final class Node implements AutoCloseable {
        private final Told told = new Told();
        private final Tap tap = new Tap(lan.open());
        private final Tap relayTap = new Tap(relay.open());
        private final PeerRoom room;

        Node(int device) {
            this(device, CONTEXT);
        }

        Node(int device, Bytes context) {
            room = PeerRoom.withoutTicks(SECRET, context, keys(device), random, told);
        }

        Node onLan() {
            room.attach(new Way("lan", true, tap));
            return this;
        }

        Node onRelay() {
            room.attach(new Way("relay", false, relayTap));
            return this;
        }

        /** By which way a peer is reached. */
        Optional<String> path(PeerId peer) {
            return room.path(peer).map(Way::name);
        }

        PeerId onlyPeer() {
            var peers = told.peers();
            assertEquals(1, peers.size(), told.words().toString());
            return peers.getFirst();
        }

        @Override
        public void close() {
            room.close();
        }
    }

    private void run() {
        while (!tasks.isEmpty()) tasks.poll().run();
    }

    @Test
    @DisplayName("RO-1 two who come into a room hear of each other once, with the keys that are proven")
    void handshake() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        assertEquals(List.of("connected"), ann.told.words());
        assertEquals(keys(2).device(), ann.onlyPeer().device());
        assertEquals(
                Bytes.concat(keys(2).publicKey(), keys(2).agreementKey()),
                ann.told.news().getFirst().bytes());
        assertEquals(keys(1).device(), bob.onlyPeer().device());
        assertEquals(Optional.of("lan"), bob.path(bob.onlyPeer()));
        assertEquals(0, ann.room.malformed() + bob.room.malformed());
    }

    @Test
    @DisplayName("RO-3 a message comes in its lane, from its sender, to whom it was sent")
    void messages() {
        var all = List.of(new Node(1).onLan(), new Node(2).onLan(), new Node(3).onLan());
        run();
        var ann = all.getFirst();
        var bob = ann.told.peers().stream()
                .filter(peer -> peer.device().equals(keys(2).device()))
                .findFirst()
                .orElseThrow();
        for (var node : all) node.told.forget();
        for (var lane : Lane.values()) ann.room.send(List.of(bob), lane, Bytes.utf8("for bob"));
        ann.room.broadcast(Lane.PRESENCE, Bytes.EMPTY);
        run();
        assertEquals(
                List.of(
                        "LOG",
                        "PRESENCE",
                        "BLOBS",
                        "LOBBY",
                        "TWIN",
                        "EPOCH",
                        "FAREWELL",
                        "PLEA",
                        "HOSTS",
                        "RELAYS",
                        "PRESENCE"),
                all.get(1).told.words());
        assertEquals(keys(1).device(), all.get(1).told.news().getFirst().peer().device());
        assertEquals(List.of(Bytes.EMPTY), all.get(2).told.messages());
        assertEquals(List.of(), ann.told.news());
    }

    @Test
    @DisplayName("RO-1 hellos are for one notebook")
    void another_notebook() {
        var ann = new Node(1).onLan();
        var bob = new Node(2, Bytes.utf8("another notebook")).onLan();
        run();
        assertEquals(List.of(), ann.told.words());
        assertEquals(List.of(), bob.told.words());
        assertTrue(ann.room.malformed() > 0);
    }

    @Test
    @DisplayName("RO-5 greetings that are lost are said again, whichever they are, and not for ever")
    void lost_greetings() {
        for (int lost = 0; lost < 40; lost++) {
            var chance = new Random(lost);
            var ann = new Node(1).onLan();
            var bob = new Node(2).onLan();
            ann.tap.lose(_ -> chance.nextBoolean());
            bob.tap.lose(_ -> chance.nextBoolean());
            run();
            ann.tap.lose(_ -> false);
            bob.tap.lose(_ -> false);
            for (int tick = 0; tick < 3; tick++) {
                ann.room.tick();
                bob.room.tick();
                run();
            }
            assertEquals(List.of("connected"), ann.told.words(), "seed " + lost);
            assertEquals(List.of("connected"), bob.told.words(), "seed " + lost);
            ann.close();
            bob.close();
            run();
        }
    }

    @Test
    @DisplayName("RO-5 who does not answer is left alone until a resync")
    void bounded_tries() {
        var ann = new Node(1).onLan();
        var silent = lan.open().join(SECRET.pass(), new Deaf());
        run();
        for (int tick = 0; tick < 100; tick++) ann.room.tick();
        run();
        assertEquals(1 + Handshake.TRIES, ann.tap.sent().size());
        ann.tap.resync();
        assertEquals(2 + Handshake.TRIES, ann.tap.sent().size());
        silent.close();
    }

    private static final class Deaf implements RoomListener {
        private final List<LinkId> links = new ArrayList<>();

        @Override
        public void up(LinkId link) {
            links.add(link);
        }

        @Override
        public void received(LinkId from, Bytes frame) {}

        @Override
        public void gone(LinkId link) {}

        @Override
        public void resync() {}
    }

    @Test
    @DisplayName("RO-2 whatever was heard, played again on the same link changes nothing")
    void replay_on_the_link() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        ann.room.broadcast(Lane.LOG, Bytes.utf8("once"));
        run();
        assertEquals(List.of("connected", "LOG"), bob.told.words());
        var link = bob.tap.links().getFirst();
        for (int again = 0; again < 3; again++)
            for (var frame : bob.tap.came()) {
                bob.tap.play(link, frame);
                run();
            }
        bob.room.tick();
        run();
        assertEquals(List.of("connected", "LOG"), bob.told.words());
        assertEquals(List.of("connected"), ann.told.words());
        assertTrue(bob.room.malformed() > 0);
        ann.room.broadcast(Lane.LOG, Bytes.utf8("still fine"));
        run();
        assertEquals(List.of(Bytes.utf8("once"), Bytes.utf8("still fine")), bob.told.messages());
    }

    @Test
    @DisplayName(
            "RO-2 whatever was heard proves nothing when somebody else plays it, while its author is there or later")
    void replay_by_a_stranger() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        ann.room.broadcast(Lane.LOG, Bytes.utf8("once"));
        run();
        play(ann.tap.sent());
        ann.close();
        run();
        assertEquals(List.of("connected", "LOG", "gone"), bob.told.words());
        play(ann.tap.sent());
        bob.room.tick();
        run();
        assertEquals(List.of("connected", "LOG", "gone"), bob.told.words());
    }

    private void play(List<Bytes> frames) {
        var deaf = new Deaf();
        try (var stranger = lan.open().join(SECRET.pass(), deaf)) {
            run();
            for (var link : deaf.links)
                for (var frame : frames) {
                    stranger.send(link, frame);
                    run();
                }
        }
    }

    @Test
    @DisplayName("RO-4 a peer that starts again is gone, then connected as another session")
    void restart() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        var first = bob.onlyPeer();
        ann.close();
        new Node(1).onLan();
        run();
        assertEquals(List.of("connected", "gone", "connected"), bob.told.words());
        assertEquals(first.device(), bob.onlyPeer().device());
        assertNotEquals(first, bob.onlyPeer());
    }

    @Test
    @DisplayName("RO-4 over two transports a peer is connected once, over the direct one, until both are gone")
    void two_transports() {
        var ann = new Node(1).onLan().onRelay();
        var bob = new Node(2).onLan().onRelay();
        run();
        assertEquals(List.of("connected"), bob.told.words());
        assertEquals(Optional.of("lan"), bob.path(bob.onlyPeer()));
        bob.told.forget();
        ann.room.broadcast(Lane.LOG, Bytes.utf8("over the lan"));
        ann.room.detach(ann.tap);
        run();
        assertEquals(1, bob.told.resyncs());
        assertEquals(Optional.of("relay"), bob.path(bob.room.peers().getFirst()));
        assertEquals(1, bob.told.rerouted());
        ann.room.broadcast(Lane.LOG, Bytes.utf8("over the relay"));
        run();
        assertEquals(List.of(Bytes.utf8("over the lan"), Bytes.utf8("over the relay")), bob.told.messages());
        ann.onLan();
        run();
        assertEquals(Optional.of("lan"), bob.path(bob.room.peers().getFirst()));
        assertEquals(2, bob.told.rerouted());
        assertEquals(List.of("LOG", "LOG"), bob.told.words());
        ann.close();
        run();
        assertEquals(List.of("LOG", "LOG", "gone"), bob.told.words());
        assertEquals(List.of(), bob.room.peers());
    }

    @Test
    @DisplayName("RO-4 a direct way is taken though a relay was there first, and of several relays all take the same")
    void preferred_ways() {
        var ann = new Node(1).onRelay();
        var bob = new Node(2).onRelay();
        run();
        assertEquals(Optional.of("relay"), ann.path(ann.onlyPeer()));
        ann.onLan();
        bob.onLan();
        run();
        assertEquals(Optional.of("lan"), ann.path(ann.onlyPeer()));
        assertEquals(Optional.of("lan"), bob.path(bob.onlyPeer()));
        assertEquals(List.of("connected"), ann.told.words());

        var second = new MemoryNetwork(TransportLimits.DEFAULT, tasks::add);
        bob.room.attach(new Way("another relay", false, second.open()));
        ann.room.attach(new Way("another relay", false, second.open()));
        ann.room.detach(ann.tap);
        bob.room.detach(bob.tap);
        run();
        assertEquals(ann.path(ann.onlyPeer()), bob.path(bob.onlyPeer()));
    }

    @Test
    @DisplayName("RO-4 when a transport is closed under a room its peers are gone once it is noticed")
    void closed_transport() {
        var ann = new Node(1).onLan();
        new Node(2).onLan();
        run();
        ann.tap.close();
        ann.room.broadcast(Lane.LOG, Bytes.utf8("nobody hears this"));
        ann.room.tick();
        assertEquals(List.of("connected", "gone"), ann.told.words());
        ann.room.attach(new Way("lan again", true, new Tap(lan.open())));
        run();
        assertEquals(List.of("connected", "gone", "connected"), ann.told.words());
        assertEquals(Optional.of("lan again"), ann.path(ann.onlyPeer()));
    }

    @Test
    @DisplayName("RO-6 messages of all sizes around a frame's come whole, and in order")
    void sizes() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        var messages = new ArrayList<Bytes>();
        for (int parts = 0; parts <= 3; parts++)
            for (int more = -1; more <= 1; more++) {
                int size = Math.max(0, parts * PART_BYTES + more);
                messages.add(Samples.random(new Random(size), size));
                ann.room.broadcast(Lane.LOG, messages.getLast());
            }
        run();
        assertEquals(messages, bob.told.messages());
        for (var frame : ann.tap.sent()) assertTrue(frame.size() <= LIMITS.frameBytesMax());
    }

    @Test
    @DisplayName("RO-6 the longest message comes whole; a longer one is refused")
    void longest() {
        var ann = new Node(1).onRelay();
        var bob = new Node(2).onRelay();
        run();
        var longest = Samples.random(new Random(1), PeerRoom.MESSAGE_BYTES_MAX);
        ann.room.broadcast(Lane.LOG, longest);
        run();
        assertEquals(List.of(longest), bob.told.messages());
        var longer = filled(PeerRoom.MESSAGE_BYTES_MAX + 1, 0);
        assertThrows(IllegalArgumentException.class, () -> ann.room.broadcast(Lane.LOG, longer));
    }

    @Test
    @DisplayName("RO-6 a message of which any part is lost does not come, and the next one does")
    void lost_part() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        for (int lost = 0; lost < 3; lost++) {
            bob.told.forget();
            int before = bob.tap.came().size();
            int which = lost;
            bob.tap.lose(_ -> bob.tap.came().size() == before + 1 + which);
            ann.room.broadcast(Lane.LOG, filled(2 * PART_BYTES + 1, lost));
            ann.room.broadcast(Lane.LOG, filled(2 * PART_BYTES + 1, 7));
            run();
            assertEquals(List.of(filled(2 * PART_BYTES + 1, 7)), bob.told.messages(), "part " + lost);
        }
    }

    @Test
    @DisplayName("SY-13 what does not fit into the transport's queue is dropped, and the other side hears resync")
    void overflow() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        bob.told.forget();
        for (int n = 0; n < 100; n++) ann.room.broadcast(Lane.LOG, filled(4 * PART_BYTES, n));
        run();
        assertTrue(bob.told.resyncs() > 0);
        assertTrue(bob.told.messages().size() < 100);
        ann.room.broadcast(Lane.LOG, Bytes.utf8("now"));
        run();
        assertEquals(Bytes.utf8("now"), bob.told.messages().getLast());
    }

    @Test
    @DisplayName("RO-7 while the listener stands still others can send; it is never told two things at once")
    void blocked_listener() throws InterruptedException {
        var threads = new MemoryNetwork(LIMITS, task -> Thread.ofVirtual().start(task));
        var gate = new CountDownLatch(1);
        var stands = new CountDownLatch(1);
        var blocked = new Told() {
            @Override
            public synchronized void received(PeerId peer, Lane lane, Bytes message) {
                stands.countDown();
                try {
                    assertTrue(gate.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                super.received(peer, lane, message);
            }
        };
        var told = new Told();
        try (var ann = new PeerRoom(SECRET, CONTEXT, keys(1), random, blocked);
                var bob = new PeerRoom(SECRET, CONTEXT, keys(2), random, told)) {
            ann.attach(new Way("lan", true, threads.open()));
            bob.attach(new Way("lan", true, threads.open()));
            Until.holds(() -> ann.peers().size() == 1 && bob.peers().size() == 1);
            bob.broadcast(Lane.LOG, Bytes.utf8("stand still"));
            assertTrue(stands.await(30, TimeUnit.SECONDS));
            ann.broadcast(Lane.LOG, Bytes.utf8("sent meanwhile"));
            Until.holds(() -> told.messages().equals(List.of(Bytes.utf8("sent meanwhile"))));
            gate.countDown();
            Until.holds(() -> blocked.messages().equals(List.of(Bytes.utf8("stand still"))));
        }
    }

    @Test
    @DisplayName("RO-7 a listener that throws ends its room and no other")
    void bug_in_the_listener() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        var broken = PeerRoom.withoutTicks(SECRET, CONTEXT, keys(3), random, new Told() {
            @Override
            public synchronized void received(PeerId peer, Lane lane, Bytes message) {
                throw new IllegalStateException("a bug");
            }
        });
        broken.attach(new Way("lan", true, lan.open()));
        run();
        ann.room.broadcast(Lane.LOG, Bytes.utf8("hi"));
        assertThrows(IllegalStateException.class, this::run);
        run();
        assertEquals(keys(2).device(), ann.onlyPeer().device());
        assertEquals(List.of(Bytes.utf8("hi")), bob.told.messages());
    }

    @Test
    void a_closed_room_tells_nothing_and_takes_everything() {
        var ann = new Node(1).onLan();
        var bob = new Node(2).onLan();
        run();
        bob.close();
        bob.close();
        ann.room.broadcast(Lane.LOG, Bytes.utf8("late"));
        bob.room.broadcast(Lane.LOG, Bytes.utf8("late"));
        bob.room.attach(new Way("lan", true, lan.open()));
        run();
        assertEquals(List.of("connected"), bob.told.words());
        assertEquals(List.of("connected", "gone"), ann.told.words());
    }

    @Test
    @DisplayName("R15 no secret is in the text of what has one")
    void no_secret_in_logs() {
        assertFalse(SECRET.toString().contains("0101"), SECRET.toString());
    }
}
