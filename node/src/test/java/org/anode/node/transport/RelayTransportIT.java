package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.room.PeerRoom;
import org.anode.node.room.RoomSecret;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayLoops;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayServer;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract at a real relay, and what only relays do. */
final class RelayTransportIT extends TransportContract {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final RelayLoops LOOPS = new RelayLoops();
    private static final RelayServer RELAY = relay(0);
    private static final RelayTransport[] NODES = new RelayTransport[3];

    private final List<AutoCloseable> closing = new ArrayList<>();

    private static RelayServer relay(int port) {
        return RelayServer.start(
                RelayConfig.DEFAULT.listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private static RelayTransport at(int port, TransportLimits limits) {
        var key = keys().derived(Bytes.utf8("test"));
        var address = RelayAddress.of("ws://127.0.0.1:" + port);
        return new RelayTransport(address, key, LOOPS, limits, RANDOM, () -> {});
    }

    private static DeviceKeys keys() {
        return DeviceKeys.of(Bytes.random(RANDOM, DeviceKeys.SECRET_BYTES));
    }

    @Override
    Transport node(int index) {
        var there = NODES[index];
        if (there == null || there.isClosed()) NODES[index] = at(RELAY.port(), LIMITS);
        return NODES[index];
    }

    private RelayTransport open(int port) {
        return closed(at(port, TransportLimits.DEFAULT));
    }

    private <T extends AutoCloseable> T closed(T later) {
        closing.addFirst(later);
        return later;
    }

    @AfterEach
    void close() throws Exception {
        for (var one : closing) one.close();
    }

    @AfterAll
    static void closeAll() {
        for (var node : NODES) if (node != null) node.close();
        RELAY.close();
        LOOPS.close();
    }

    private static RoomPass pass() {
        return RoomPass.of(Bytes.random(RANDOM, RoomCipher.SECRET_BYTES), 0);
    }

    @Test
    @DisplayName("RT-1 a line that breaks is made again, the peer comes back as another link")
    void broken_line() throws IOException {
        var line = closed(new Line(RELAY.port()));
        var room = pass();
        var here = new Heard();
        var there = new Heard();
        var near = open(line.port());
        near.join(room, here);
        var far = open(RELAY.port()).join(room, there);
        var before = here.await(1).getFirst();
        there.await(1);
        line.cut();
        here.await(0);
        there.await(0);
        Heard.until(() -> near.status() instanceof RelayStatus.Away);
        line.mend();
        var after = here.await(1).getFirst();
        assertNotEquals(before, after);
        far.send(there.await(1).getFirst(), Bytes.utf8("again"));
        Heard.until(() -> here.frames().equals(List.of("again")));
        assertInstanceOf(RelayStatus.Connected.class, near.status());
    }

    @Test
    @DisplayName("RT-1 a relay that is not there is tried until it is, and one that restarts is come back to")
    void late_relay() {
        var first = relay(0);
        int port = first.port();
        first.close();
        var room = pass();
        var here = new Heard();
        var there = new Heard();
        var near = open(port);
        near.join(room, here);
        open(port).join(room, there);
        Heard.until(() -> near.status() instanceof RelayStatus.Away);
        var second = closed(relay(port));
        here.await(1);
        there.await(1);
        second.close();
        here.await(0);
        closed(relay(port));
        here.await(1);
        there.await(1);
    }

    @Test
    @DisplayName("RT-2 more rooms than a connection may have are on a second one")
    void many_rooms() {
        int rooms = 70;
        var near = open(RELAY.port());
        var far = open(RELAY.port());
        var passes = IntStream.range(0, rooms).mapToObj(_ -> pass()).toList();
        var heard = passes.stream().map(_ -> new Heard()).toList();
        for (int n = 0; n < rooms; n++) near.join(passes.get(n), new Heard());
        var entered = IntStream.range(0, rooms)
                .mapToObj(n -> far.join(passes.get(n), heard.get(n)))
                .toList();
        heard.forEach(one -> one.await(1));
        for (int n = 0; n < rooms; n++) assertEquals(Sent.QUEUED, entered.get(n).broadcast(Bytes.utf8("x")));
    }

    @Test
    @DisplayName("RT-3 the longest message comes whole over a line much slower than the sender's")
    void slow_line() throws IOException {
        var line = closed(new Line(RELAY.port())).slow(600_000);
        var secret = new RoomSecret(Bytes.random(RANDOM, RoomSecret.SIZE_BYTES), 0);
        var sender = new Messages();
        var receiver = new Messages();
        var near = closed(new PeerRoom(secret, Bytes.utf8("test"), keys(), RANDOM, sender));
        var far = closed(new PeerRoom(secret, Bytes.utf8("test"), keys(), RANDOM, receiver));
        near.attach(new Way("relay", false, open(RELAY.port())));
        far.attach(new Way("relay", false, open(line.port())));
        Heard.until(() -> near.peers().size() == 1 && far.peers().size() == 1);
        var bytes = new byte[PeerRoom.MESSAGE_BYTES_MAX];
        new Random(3).nextBytes(bytes);
        near.broadcast(Lane.LOG, Bytes.wrap(bytes));
        near.broadcast(Lane.LOG, Bytes.utf8("end"));
        Heard.until(() -> receiver.count() == 2);
        assertEquals(Bytes.wrap(bytes), receiver.first());
        assertEquals(0, receiver.resyncs());
    }

    @Test
    @DisplayName("RT-4 who knows a room's id but not its secret is not let in, and disturbs nobody")
    void only_the_id() {
        var room = pass();
        var here = new Heard();
        var there = new Heard();
        var near = open(RELAY.port()).join(room, here);
        open(RELAY.port()).join(room, there);
        here.await(1);
        try (var stranger = new OnlyTheId(RELAY.port(), room.id())) {
            Heard.until(stranger::isTurnedAway);
            near.broadcast(Bytes.utf8("not for strangers"));
            Heard.until(() -> there.frames().equals(List.of("not for strangers")));
            assertEquals(0, stranger.heard());
        }
        assertEquals(1, here.links().size());
        assertTrue(here.events().stream().noneMatch(event -> event.startsWith("gone")));
    }

    /** What a peer room says. */
    private static final class Messages implements PeerRoom.Listener {
        private final List<Bytes> messages = new ArrayList<>();
        private int resyncs;

        synchronized int count() {
            return messages.size();
        }

        synchronized Bytes first() {
            return messages.getFirst();
        }

        synchronized int resyncs() {
            return resyncs;
        }

        @Override
        public void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {}

        @Override
        public void gone(PeerId peer) {}

        @Override
        public synchronized void received(PeerId peer, Lane lane, Bytes message) {
            messages.add(message);
        }

        @Override
        public synchronized void resync() {
            resyncs++;
        }
    }
}
