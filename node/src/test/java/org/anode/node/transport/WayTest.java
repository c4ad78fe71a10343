package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WayTest {
    private static final int ROOMS = 3_000;
    private static final MemoryNetwork NETWORK = new MemoryNetwork(TransportLimits.DEFAULT, _ -> {});

    private static final List<Way> RELAYS =
            List.of(relay("wss://a.example"), relay("wss://b.example"), relay("wss://c.example"));

    private static Way relay(String name) {
        return new Way(name, false, NETWORK.open());
    }

    private static RoomId room(Random random) {
        return new RoomId(Bytes.random(random, RoomId.SIZE_BYTES));
    }

    private static Way first(RoomId room, List<Way> ways) {
        return ways.stream()
                .min(Comparator.comparingLong(way -> way.rank(room)))
                .orElseThrow();
    }

    @Test
    @DisplayName("RT-6 a direct way comes before every relay")
    void direct() {
        var random = new Random(5);
        var lan = new Way("lan", true, NETWORK.open());
        for (int n = 0; n < ROOMS; n++) {
            var room = room(random);
            for (var relay : RELAYS) assertTrue(lan.rank(room) < relay.rank(room));
        }
    }

    @Test
    @DisplayName("RT-6 rooms spread evenly over relays, and only those of a relay that goes move")
    void rendezvous() {
        var random = new Random(6);
        var counts = new TreeMap<String, Integer>();
        for (int n = 0; n < ROOMS; n++) {
            var room = room(random);
            var best = first(room, RELAYS);
            counts.merge(best.name(), 1, Integer::sum);
            for (var gone : RELAYS)
                if (!gone.equals(best))
                    assertEquals(
                            best,
                            first(
                                    room,
                                    RELAYS.stream()
                                            .filter(way -> !way.equals(gone))
                                            .toList()));
        }
        for (int count : counts.values()) assertTrue(Math.abs(count - ROOMS / 3) < ROOMS / 20, counts.toString());
    }

    @Test
    @DisplayName("RT-6 the order is this one in every version")
    void golden() {
        var room = new RoomId(Bytes.wrap(new byte[RoomId.SIZE_BYTES]));
        assertEquals(GOLDEN, RELAYS.getFirst().rank(room));
    }

    private static final long GOLDEN = 1_747_239_158_112_422_746L;
}
