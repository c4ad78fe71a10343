package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.Test;

/** Nodes' transports in processes of their own find each other, with the settings that everybody has. */
final class LanProcessesIT {
    /** From the moment both listen; nothing to 4 s where nothing else runs. */
    private static final Duration FOUND_MAX = Duration.ofSeconds(20);

    /** Of this run only: other nodes of this machine are found too. */
    private final Bytes room = room();

    private static Bytes room() {
        var bytes = new byte[RoomId.SIZE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private LanProcess start(List<String> where) {
        var process = LanProcess.start(where, room, List.of());
        awaitListening(process);
        return process;
    }

    private static void awaitListening(LanProcess process) {
        Heard.until(() -> process.lines().stream().anyMatch(line -> line.startsWith("listening ")));
    }

    @Test
    void two_processes_that_start_at_the_same_moment_on_loopback_find_each_other_soon() {
        try (var one = LanProcess.start(List.of(), room, List.of("127.0.0.1"));
                var other = LanProcess.start(List.of(), room, List.of("127.0.0.1"))) {
            awaitListening(one);
            awaitListening(other);
            long from = System.nanoTime();
            one.awaitLinks(1);
            other.awaitLinks(1);
            var took = Duration.ofNanos(System.nanoTime() - from);
            assertTrue(took.compareTo(FOUND_MAX) < 0, "found after " + took);
            one.send("hello");
            other.awaitLine("heard hello");
        }
    }

    @Test
    void three_computers_find_each_other_by_multicast_and_again_after_a_cut() {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        try (var net = Namespaces.withComputers(3);
                var one = start(net.on(1));
                var two = start(net.on(2));
                var three = start(net.on(3))) {
            var all = List.of(one, two, three);
            one.awaitLine("listening " + net.address(1));
            all.forEach(peer -> peer.awaitLinks(2));
            three.send("hello");
            one.awaitLine("heard hello");
            two.awaitLine("heard hello");
            net.unplug(3);
            one.awaitLinks(1);
            two.awaitLinks(1);
            three.awaitLinks(0);
            net.plug(3);
            all.forEach(peer -> peer.awaitLinks(2));
            one.send("hello again");
            three.awaitLine("heard hello again");
        }
    }

    @Test
    void two_nodes_of_a_computer_find_each_other_without_any_network_and_others_when_it_comes() {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        try (var net = Namespaces.withComputers(2)) {
            net.unplug(1);
            try (var one = start(net.on(1));
                    var two = start(net.on(1));
                    var elsewhere = start(net.on(2))) {
                one.awaitLine("listening 127.0.0.1");
                one.awaitLinks(1);
                two.awaitLinks(1);
                net.plug(1);
                for (var peer : List.of(one, two, elsewhere)) peer.awaitLinks(2);
                elsewhere.send("hello");
                one.awaitLine("heard hello");
                two.awaitLine("heard hello");
            }
        }
    }
}
