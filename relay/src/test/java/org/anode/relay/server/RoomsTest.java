package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.RoomKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private static RoomKey key(int number) {
        return new RoomKey(Bytes.hex("%064x".formatted(number)));
    }

    private static List<String> seats(Room<String> room) {
        return Arrays.stream(room.members()).map(Member::seat).toList();
    }

    @Test
    @DisplayName("RL-7 a room begins with its first member and ends with its last")
    void life() {
        var rooms = new Rooms<String>(10, new Random(1));
        var ann = rooms.enter(key(1), "ann", 0).orElseThrow().member();
        var bob = rooms.enter(key(1), "bob", 0).orElseThrow().member();
        assertEquals(ann.room(), bob.room());
        assertEquals(List.of("ann", "bob"), seats(ann.room()));
        rooms.leave(ann);
        rooms.leave(ann);
        assertEquals(List.of("bob"), seats(bob.room()));
        assertEquals(1, rooms.count());
        rooms.leave(bob);
        assertEquals(0, rooms.count());
        var again = rooms.enter(key(1), "ann", 0).orElseThrow().member();
        assertNotEquals(ann.id(), again.id());
        rooms.leave(bob);
        assertEquals(List.of("ann"), seats(again.room()));
    }

    @Test
    @DisplayName("RL-7 who was there when somebody came or went hears of it, once, and nobody else")
    void told() {
        var rooms = new Rooms<String>(10, new Random(1));
        assertEquals(0, rooms.enter(key(1), "ann", 0).orElseThrow().others().size());
        var bob = rooms.enter(key(1), "bob", 1).orElseThrow();
        assertEquals(List.of("ann"), bob.others().stream().map(Member::seat).toList());
        var eve = rooms.enter(key(1), "eve", 0).orElseThrow();
        assertEquals(
                List.of("ann", "bob"), eve.others().stream().map(Member::seat).toList());
        assertEquals(List.of("ann"), bob.others().stream().map(Member::seat).toList());
        assertEquals(
                List.of("ann", "eve"),
                rooms.leave(bob.member()).stream().map(Member::seat).toList());
        assertEquals(0, rooms.leave(bob.member()).size());
    }

    @Test
    @DisplayName("RL-10 a full room takes nobody, until somebody leaves")
    void full() {
        var rooms = new Rooms<String>(2, new Random(1));
        var ann = rooms.enter(key(1), "ann", 0).orElseThrow().member();
        rooms.enter(key(1), "bob", 0);
        assertEquals(Optional.empty(), rooms.enter(key(1), "eve", 0));
        assertTrue(rooms.enter(key(2), "eve", 0).isPresent());
        rooms.leave(ann);
        assertTrue(rooms.enter(key(1), "eve", 0).isPresent());
    }

    @Test
    @DisplayName("RL-7 whoever comes and goes: members of one lane lie side by side, handles and ids are unique")
    void anyOrder() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var rooms = new Rooms<String>(20, random);
            var there = new ArrayList<Member<String>>();
            for (int step = 0; step < 200; step++) {
                if (random.nextInt(3) > 0)
                    rooms.enter(key(random.nextInt(4)), "m" + step, random.nextInt(3))
                            .map(Rooms.Entered::member)
                            .ifPresent(there::add);
                else if (!there.isEmpty()) rooms.leave(there.remove(random.nextInt(there.size())));
                check(rooms, there, "seed " + seed + " step " + step);
            }
        }
    }

    private static void check(Rooms<String> rooms, List<Member<String>> there, String when) {
        var all = new HashSet<Room<String>>();
        for (var member : there) all.add(member.room());
        assertEquals(all.size(), rooms.count(), when);
        assertEquals(all.size(), all.stream().map(Room::handle).distinct().count(), when);
        for (var room : all) {
            var members = Arrays.asList(room.members());
            assertEquals(
                    new HashSet<>(there.stream()
                            .filter(member -> member.room() == room)
                            .toList()),
                    new HashSet<>(members),
                    when);
            var lanes = members.stream().map(Member::lane).toList();
            assertEquals(lanes.stream().sorted().toList(), lanes, when);
            assertEquals(
                    members.size(), members.stream().map(Member::id).distinct().count(), when);
        }
    }
}
