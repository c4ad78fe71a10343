package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every transport does. */
abstract class TransportContract {
    static final TransportLimits LIMITS = new TransportLimits(1_000, 20_000, 50_000, 8, 4);

    private final List<Room> joined = new ArrayList<>();
    private final RoomPass room = randomRoom();

    /** One of three nodes that can reach each other, numbered from 0; a new one if it was closed. */
    abstract Transport node(int index);

    @AfterEach
    void leave() {
        joined.forEach(Room::close);
    }

    private static RoomPass randomRoom() {
        return RoomPass.of(Bytes.random(new SecureRandom(), RoomCipher.SECRET_BYTES), 0);
    }

    private Room join(int node, RoomPass pass, Heard heard) {
        var entered = node(node).join(pass, heard);
        joined.add(entered);
        return entered;
    }

    private static Bytes text(String text) {
        return Bytes.utf8(text);
    }

    /** Two nodes in the room, who see each other. */
    private final class Pair {
        final Heard a = new Heard();
        final Heard b = new Heard();
        final Room roomA;
        final Room roomB;

        Pair(RoomPass pass) {
            roomA = join(0, pass, a);
            roomB = join(1, pass, b);
            a.await(1);
            b.await(1);
        }

        Sent toB(String text) {
            return roomA.send(a.links().getFirst(), text(text));
        }

        Sent toA(String text) {
            return roomB.send(b.links().getFirst(), text(text));
        }
    }

    @Test
    void frames_go_both_ways_and_carry_the_link_they_came_on() {
        var pair = new Pair(room);
        assertEquals(Sent.QUEUED, pair.toB("to b"));
        assertEquals(Sent.QUEUED, pair.toA("to a"));
        Heard.until(() -> pair.a.frames().equals(List.of("to a")));
        Heard.until(() -> pair.b.frames().equals(List.of("to b")));
        assertEquals(1, pair.a.count("frame " + pair.a.links().getFirst().number() + " "));
    }

    @Test
    void frames_of_one_sender_keep_their_order() {
        var pair = new Pair(room);
        var sent = IntStream.range(0, 100).mapToObj(n -> "frame " + n).toList();
        for (int n = 0; n < sent.size(); n++) {
            if (n % 2 == 0) pair.toB(sent.get(n));
            else pair.roomA.broadcast(text(sent.get(n)));
        }
        Heard.until(() -> pair.b.frames().size() == sent.size());
        assertEquals(sent, pair.b.frames());
    }

    @Test
    void a_broadcast_reaches_all_but_the_sender() {
        var heard = List.of(new Heard(), new Heard(), new Heard());
        var rooms =
                IntStream.range(0, 3).mapToObj(n -> join(n, room, heard.get(n))).toList();
        heard.forEach(one -> one.await(2));
        assertEquals(Sent.QUEUED, rooms.get(1).broadcast(text("to all")));
        rooms.get(1).broadcast(text("end"));
        for (int n : List.of(0, 2)) Heard.until(() -> heard.get(n).frames().equals(List.of("to all", "end")));
        rooms.get(0).send(heard.get(0).links().get(0), text("last"));
        rooms.get(0).send(heard.get(0).links().get(1), text("last"));
        Heard.until(() -> heard.get(1).frames().contains("last"));
        assertEquals(List.of("last"), heard.get(1).frames());
    }

    @Test
    void nothing_crosses_from_room_to_room() {
        var pair = new Pair(room);
        var other = new Pair(randomRoom());
        assertNotEquals(pair.a.links(), other.a.links());
        assertEquals(Sent.NO_LINK, other.roomA.send(pair.a.links().getFirst(), text("stray")));
        pair.roomA.broadcast(text("here"));
        other.toB("there");
        Heard.until(() -> other.b.frames().equals(List.of("there")));
        Heard.until(() -> pair.b.frames().equals(List.of("here")));
    }

    @Test
    void peers_in_other_rooms_are_no_links() {
        var alone = new Heard();
        join(2, randomRoom(), alone);
        var pair = new Pair(room);
        pair.toB("x");
        Heard.until(() -> pair.b.frames().size() == 1);
        assertEquals(List.of(), alone.links());
        assertEquals(1, pair.a.links().size());
    }

    @Test
    @DisplayName("R13 a frame of the largest size passes, a larger one is refused with a value")
    void oversize() {
        var pair = new Pair(room);
        int max = node(0).limits().frameBytesMax();
        assertEquals(Sent.OVERSIZE, pair.toB("x".repeat(max + 1)));
        assertEquals(Sent.OVERSIZE, pair.roomA.broadcast(text("x".repeat(max + 1))));
        assertEquals(Sent.QUEUED, pair.toB("y".repeat(max)));
        assertEquals(Sent.QUEUED, pair.toB(""));
        Heard.until(() -> pair.b.frames().equals(List.of("y".repeat(max), "")));
    }

    @Test
    @DisplayName("SY-13 for a listener that stands still a bounded number of frames waits, then it hears resync")
    void slow_listener() {
        var slow = new Pair(room);
        var quick = new Pair(randomRoom());
        slow.b.forget();
        slow.b.stall();
        var frame = "z".repeat(LIMITS.frameBytesMax());
        for (int n = 0; n < 100; n++) Heard.until(() -> slow.toB(frame) == Sent.QUEUED);
        Heard.until(() -> quick.toB("all sent") == Sent.QUEUED);
        Heard.until(() -> quick.b.frames().contains("all sent"));
        slow.b.goOn();
        Heard.until(() -> slow.b.count("resync") > 0);
        long waited = LIMITS.queueBytesPerLinkMax() / Inbox.cost(text(frame));
        assertTrue(slow.b.frames().size() <= waited + 1, slow.b.frames().size() + " frames");
        assertTrue(slow.b.frames().size() >= waited, slow.b.frames().size() + " frames");
        slow.toB("after");
        Heard.until(() -> slow.b.frames().contains("after"));
    }

    @Test
    void who_leaves_is_told_gone_once_and_nothing_more_is_heard() {
        var pair = new Pair(room);
        var link = pair.a.links().getFirst();
        pair.toA("before");
        pair.roomB.close();
        pair.roomB.close();
        pair.a.await(0);
        assertEquals(Sent.NO_LINK, pair.roomA.send(link, text("late")));
        assertEquals(Sent.CLOSED, pair.roomB.broadcast(text("late")));
        assertEquals(Sent.CLOSED, pair.roomB.send(new LinkId(1), text("late")));
        pair.roomA.close();
        assertEquals(1, pair.a.count("gone"));
        assertEquals(0, pair.b.count("gone"));
        assertEquals(List.of("up", "frame", "gone"), kinds(pair.a));
    }

    private static List<String> kinds(Heard heard) {
        return heard.events().stream()
                .map(event -> event.split(" ", 2)[0])
                .filter(kind -> !kind.equals("resync"))
                .toList();
    }

    @Test
    void who_comes_back_has_a_new_link() {
        var pair = new Pair(room);
        var before = pair.a.links().getFirst();
        pair.roomB.close();
        pair.a.await(0);
        var again = new Heard();
        join(1, room, again).broadcast(text("may be lost"));
        var after = pair.a.await(1).getFirst();
        assertNotEquals(before, after);
        again.await(1);
        pair.roomA.send(after, text("hello again"));
        Heard.until(() -> again.frames().contains("hello again"));
    }

    @Test
    void closing_a_transport_ends_everything_and_again_does_nothing() {
        var pair = new Pair(room);
        var other = new Pair(randomRoom());
        var ended = node(1);
        ended.close();
        ended.close();
        pair.a.await(0);
        other.a.await(0);
        assertEquals(Sent.CLOSED, pair.roomB.broadcast(text("late")));
        var late = new Heard();
        assertEquals(Sent.CLOSED, ended.join(room, late).broadcast(text("late")));
        assertEquals(1, pair.a.count("gone"));
        assertEquals(List.of(), late.events());
        assertEquals(List.of(), pair.a.links());
    }

    @Test
    void a_room_is_joined_once_and_rooms_are_limited() {
        join(0, room, new Heard());
        assertThrows(IllegalStateException.class, () -> join(0, room, new Heard()));
        for (int n = 1; n < LIMITS.roomsMax(); n++) join(0, randomRoom(), new Heard());
        assertThrows(NodeFailure.class, () -> join(0, randomRoom(), new Heard()));
        joined.removeFirst().close();
        join(0, randomRoom(), new Heard());
    }

    @Test
    void a_listener_that_fails_ends_its_own_room_only() {
        var pair = new Pair(room);
        var other = new Pair(randomRoom());
        var bad = randomRoom();
        var witness = new Heard();
        join(0, bad, witness);
        var failed = node(1).join(bad, new Failing());
        joined.add(failed);
        witness.await(1);
        joined.get(joined.size() - 2).broadcast(text("boom"));
        witness.await(0);
        Heard.until(() -> failed.broadcast(text("x")) == Sent.CLOSED);
        other.toB("still here");
        pair.toB("still here");
        Heard.until(() -> other.b.frames().size() + pair.b.frames().size() == 2);
    }

    /** Fails with the first frame. */
    private static final class Failing implements RoomListener {
        @Override
        public void up(LinkId link) {}

        @Override
        public void received(LinkId from, Bytes frame) {
            throw new IllegalStateException("a bug, for the test");
        }

        @Override
        public void gone(LinkId link) {}

        @Override
        public void resync() {}
    }
}
