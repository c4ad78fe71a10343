package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;
import org.jgroups.ObjectMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The contract over real sockets: three channels on loopback, on whatever ports are free, found by address. */
final class LanTransportIT extends TransportContract {
    private static final LanTransport[] NODES = new LanTransport[3];

    @Override
    Transport node(int index) {
        var there = NODES[index];
        if (there == null || there.isClosed()) NODES[index] = open(peers());
        return NODES[index];
    }

    private static Set<InetSocketAddress> peers() {
        return Arrays.stream(NODES)
                .filter(node -> node != null && !node.isClosed())
                .map(node -> node.address().orElseThrow())
                .collect(Collectors.toSet());
    }

    private static LanTransport open(Set<InetSocketAddress> peers) {
        return LanTransport.open(new LanConfig(InetAddress.getLoopbackAddress(), 0, false, peers, LIMITS));
    }

    @AfterAll
    static void closeAll() {
        for (var node : NODES) if (node != null) node.close();
    }

    private static final RoomPass ROOM =
            RoomPass.of(Bytes.utf8("a room that this one test is in.").slice(0, 32), 0);

    @Test
    void a_peer_is_found_by_the_address_added_later() {
        try (var one = open(Set.of());
                var other = open(Set.of())) {
            var heard = new Heard();
            one.join(ROOM, heard);
            var answer = other.join(ROOM, new Heard());
            other.addPeer(one.address().orElseThrow());
            heard.await(1);
            answer.broadcast(Bytes.utf8("found"));
            Heard.until(() -> heard.frames().contains("found"));
        }
    }

    @Test
    void nodes_of_one_machine_find_each_other_with_no_configuration_and_only_loopback() {
        var config = LanConfig.on(InetAddress.getLoopbackAddress());
        try (var one = LanTransport.open(config);
                var other = LanTransport.open(config)) {
            var heard = new Heard();
            one.join(ROOM, heard);
            other.join(ROOM, new Heard());
            heard.await(1);
            assertTrue(other.address().orElseThrow().getPort()
                    > one.address().orElseThrow().getPort());
        }
    }

    @Test
    @DisplayName("SY-7 a change of view makes rooms resync; a peer whose process ends is gone")
    void view_change() {
        try (var one = open(Set.of())) {
            var heard = new Heard();
            one.join(ROOM, heard);
            var second = open(Set.of(one.address().orElseThrow()));
            second.join(ROOM, new Heard());
            heard.await(1);
            heard.forget();
            try (var third = open(Set.of(one.address().orElseThrow()))) {
                third.join(ROOM, new Heard());
                heard.await(2);
                Heard.until(() -> heard.count("resync") >= 1);
                second.close();
                heard.await(1);
            }
            heard.await(0);
            assertEquals(2, heard.count("gone"));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "loopback has further addresses there")
    @DisplayName("SY-7 when its address goes the channel moves to another: rooms stay joined, links go and come again")
    void move() throws Exception {
        var before = new LanAddress("lo", InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), false);
        var after = new LanAddress("lo", InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), false);
        var present = new AtomicReference<>(List.of(before, after));
        try (var other = open(Set.of());
                var one = LanTransport.follow(
                        Optional.empty(),
                        address -> new LanConfig(
                                address, 0, false, Set.of(other.address().orElseThrow()), LIMITS),
                        present::get)) {
            var heard = new Heard();
            var room = one.join(ROOM, heard);
            var answer = new Heard();
            other.join(ROOM, answer);
            heard.await(1);
            answer.await(1);
            assertEquals(before.address(), one.address().orElseThrow().getAddress());
            heard.forget();
            present.set(List.of(after));
            Heard.until(() -> heard.count("gone") == 1);
            heard.await(1);
            assertTrue(heard.count("resync") >= 1);
            assertEquals(after.address(), one.address().orElseThrow().getAddress());
            Heard.until(() -> answer.count("gone") == 1);
            answer.await(1);
            room.broadcast(Bytes.utf8("from the new place"));
            Heard.until(() -> answer.frames().contains("from the new place"));
        }
    }

    @Test
    @DisplayName("SY-14 what is no message of ours is counted and nothing else happens")
    void strangers_messages() throws Exception {
        try (var one = open(Set.of());
                var rogue = new LanStack(new LanConfig(
                                InetAddress.getLoopbackAddress(),
                                0,
                                false,
                                Set.of(one.address().orElseThrow()),
                                LIMITS))
                        .channel()) {
            var heard = new Heard();
            one.join(ROOM, heard);
            rogue.connect("anode-lan-1");
            Heard.until(() -> rogue.getView().size() == 2);
            var to = rogue.getView().getCoord();
            for (var junk : List.of("", "7", "1234567", "3x"))
                rogue.send(to, Bytes.utf8(junk).toArray());
            rogue.send(new ObjectMessage(to, "a Java object"));
            rogue.send(
                    to,
                    Bytes.concat(Bytes.hex("02"), ROOM.id().value(), Bytes.utf8("frame of one not in the room"))
                            .toArray());
            rogue.send(to, Bytes.concat(Bytes.hex("01"), ROOM.id().value()).toArray());
            heard.await(1);
            assertEquals(5, one.malformed());
            assertEquals(List.of(), heard.frames());
        }
    }

    @Test
    @DisplayName("R1 it listens on its address only, and no port or thread is left when it is closed")
    void sockets_and_threads(@TempDir Path folder) throws IOException {
        closeAll();
        InetSocketAddress address;
        try (var one = open(Set.of());
                var other = open(Set.of(one.address().orElseThrow()))) {
            var heard = new Heard();
            one.join(ROOM, heard);
            other.join(ROOM, new Heard());
            heard.await(1);
            address = one.address().orElseThrow();
            assertTrue(address.getAddress().isLoopbackAddress());
            assertTrue(threads(folder.resolve("open")) > 0);
            assertLoopbackOnly(listening(), address.getPort());
        }
        assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
        var dumps = new int[1];
        Heard.until(() -> threads(folder.resolve("closed" + dumps[0]++)) == 0);
    }

    /** Threads, virtual ones included, that stand in the transport or in JGroups. */
    private static long threads(Path dump) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(dump)
                .lines()
                .filter(line -> line.contains("org.jgroups.") || line.contains("LanTransport."))
                .filter(line -> !line.contains("LanTransportIT"))
                .count();
    }

    private static void assertLoopbackOnly(List<String> sockets, int port) {
        var hexPort = "0100007F:%04X".formatted(port);
        if (Files.isDirectory(Path.of("/proc/self/fd")))
            assertTrue(sockets.stream().anyMatch(socket -> socket.endsWith(hexPort)), sockets.toString());
        assertEquals(
                List.of(),
                sockets.stream().filter(socket -> !socket.contains("0100007F:")).toList());
    }

    /** Sockets on which this process listens, as {@code table address:port}; by Linux' tables, elsewhere none is seen. */
    private static List<String> listening() throws IOException {
        var inodes = new HashSet<String>();
        var open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) return List.of();
        try (var fds = Files.list(open)) {
            for (var fd : fds.toList())
                if (Files.isSymbolicLink(fd))
                    inodes.add(Files.readSymbolicLink(fd).toString());
        }
        var found = new ArrayList<String>();
        for (var table : List.of("tcp", "tcp6", "udp", "udp6"))
            Files.readAllLines(Path.of("/proc/self/net", table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(row -> inodes.contains("socket:[" + row[9] + "]"))
                    .filter(row -> table.startsWith("udp") || row[3].equals("0A"))
                    .map(row -> table + " " + row[1])
                    .forEach(found::add);
        return found;
    }

    @Test
    void an_address_of_another_machine_is_refused_in_a_sentence() throws Exception {
        var config = new LanConfig(InetAddress.getByName("203.0.113.7"), 0, false, Set.of(), LIMITS);
        var failure = assertThrows(NodeFailure.class, () -> LanTransport.open(config));
        assertTrue(
                failure.sentence().startsWith("The LAN channel cannot be opened on 203.0.113.7"), failure.sentence());
    }
}
