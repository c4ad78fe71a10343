package org.anode.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.anode.relay.client.Ended;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.Signer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomsIT {
    private final Relays relays = new Relays();

    @AfterEach
    void close() {
        relays.close();
    }

    @Test
    @DisplayName("RL-7 two members see each other and hear each other's frames")
    void two() {
        var relay = relays.start();
        var room = Relays.room();
        var ann = relays.guest(relay).welcome();
        var annStay = ann.join(room);
        assertEquals(List.of(), annStay.members());
        var bob = relays.guest(relay).welcome();
        var bobStay = bob.join(room);
        assertEquals(List.of(annStay.me()), bobStay.members());
        assertEquals(annStay.room(), bobStay.room());
        ann.heard("up " + bobStay.me());

        assertTrue(ann.broadcast(annStay, "hello"));
        bob.heard("frame " + annStay.me() + " hello");
        assertTrue(bob.send(bobStay, annStay.me(), "you"));
        ann.heard("frame " + bobStay.me() + " you");
        assertTrue(ann.heard.stream().noneMatch(line -> line.endsWith("hello")), "nobody hears their own frames");
    }

    @Test
    @DisplayName(
            "RL-8 twenty members hear every frame of every other, each sender's in order, and addressed ones alone")
    void twenty() {
        var relay = relays.start();
        var room = Relays.room();
        var guests = new ArrayList<Guest>();
        var stays = new ArrayList<Guest.Stay>();
        for (int i = 0; i < 20; i++) {
            var guest = relays.guest(relay).welcome();
            guests.add(guest);
            stays.add(guest.join(room));
        }
        for (int n = 0; n < 50; n++) {
            for (int i = 0; i < 20; i++) assertTrue(guests.get(i).broadcast(stays.get(i), "n" + n));
        }
        guests.getFirst().send(stays.getFirst(), stays.getLast().me(), "secret");
        for (int i = 0; i < 20; i++) {
            var guest = guests.get(i);
            int expected = 19 * 50 + (i == 19 ? 1 : 0);
            await().until(() -> frames(guest).size() >= expected);
            for (int j = 0; j < 20; j++) {
                if (i == j) continue;
                var from = "frame " + stays.get(j).me() + " n";
                var numbers = frames(guest).stream()
                        .filter(line -> line.startsWith(from))
                        .map(line -> Integer.parseInt(line.substring(from.length())))
                        .toList();
                assertEquals(java.util.stream.IntStream.range(0, 50).boxed().toList(), numbers);
            }
            assertEquals(expected, frames(guest).size());
        }
        guests.getLast().heard("frame " + stays.getFirst().me() + " secret");
        assertEquals(0, Relays.metric(relay, "frames_dropped_total"));
    }

    @Test
    @DisplayName("RL-7 however joins and leaves cross, each member hears once of every other")
    void crossing() {
        var relay = relays.start();
        var room = Relays.room();
        var guests = new ArrayList<Guest>();
        for (int i = 0; i < 12; i++) guests.add(relays.guest(relay).welcome());
        for (var guest : guests) guest.client().join(room);
        for (var guest : guests) {
            await().until(() ->
                    guest.stays.size() == 1 && guest.stays.getFirst().members().size() + guest.up.size() == 11);
            var all = new HashSet<>(guest.stays.getFirst().members());
            all.addAll(guest.up);
            assertEquals(11, all.size(), "each once");
        }
        for (var guest : guests.subList(1, 12)) guest.close();
        var last = guests.getFirst();
        await().until(() -> last.heard.stream()
                        .filter(line -> line.startsWith("gone"))
                        .distinct()
                        .count()
                == 11);
        assertEquals(
                11, last.heard.stream().filter(line -> line.startsWith("gone")).count());
    }

    private static List<String> frames(Guest guest) {
        return guest.heard.stream().filter(line -> line.startsWith("frame")).toList();
    }

    @Test
    @DisplayName("RL-8 frames of all sizes up to the limit arrive as they were, longer ones are not sent")
    void sizes() {
        var relay = relays.start();
        var room = Relays.room();
        var ann = relays.guest(relay).welcome();
        var annStay = ann.join(room);
        var bob = relays.guest(relay).welcome();
        bob.join(room);
        for (int size : List.of(0, 1, 111, 112, 113, 125, 126, 65_000, 65_521, 65_522, 65_523, 65_536)) {
            assertTrue(ann.client().broadcast(annStay.room(), ByteBuffer.allocate(size)));
            if (size > 100) bob.heard("frame " + annStay.me() + " " + size + " bytes");
        }
        await().until(() -> frames(bob).size() == 12);
        assertFalse(ann.client().broadcast(annStay.room(), ByteBuffer.allocate(65_537)));
    }

    @Test
    @DisplayName("RL-7 who leaves or breaks off is gone for the others, and comes back as somebody else")
    void leaving() {
        var relay = relays.start();
        var room = Relays.room();
        var ann = relays.guest(relay).welcome();
        var annStay = ann.join(room);
        var bob = relays.guest(relay).welcome();
        var first = bob.join(room);
        bob.client().leave(first.room());
        ann.heard("gone " + first.me());
        var second = bob.join(room);
        assertFalse(second.me().equals(first.me()));
        ann.heard("up " + second.me());
        bob.close();
        ann.heard("gone " + second.me());
        assertInstanceOf(Ended.Here.class, bob.ended());
        ann.client().leave(annStay.room());
        await().until(() -> Relays.metric(relay, "rooms") == 0);
        await().until(() -> Relays.metric(relay, "connections") == 1);
    }

    @Test
    @DisplayName(
            "RL-7 rooms are apart: presence and frames stay in theirs, and a frame to somebody of another room goes nowhere")
    void isolation() {
        var relay = relays.start();
        var one = Relays.room();
        var other = Relays.room();
        var ann = relays.guest(relay).welcome();
        var annOne = ann.join(one);
        var annOther = ann.join(other);
        var bob = relays.guest(relay).welcome();
        var bobOne = bob.join(one);
        var eve = relays.guest(relay).welcome();
        var eveOther = eve.join(other);
        assertTrue(ann.broadcast(annOne, "for one"));
        assertTrue(ann.broadcast(annOther, "for other"));
        assertTrue(ann.send(annOther, bobOne.me(), "nowhere"));
        assertTrue(eve.send(
                new Guest.Stay(eveOther.request(), bobOne.room(), eveOther.me(), List.of()), bobOne.me(), "not in it"));
        bob.heard("frame " + annOne.me() + " for one");
        eve.heard("frame " + annOther.me() + " for other");
        await().until(() -> Relays.metric(relay, "stray_frames_total") == 2);
        assertEquals(1, frames(bob).size());
        assertEquals(1, frames(eve).size());
        assertEquals(
                List.of(eveOther.me()),
                ann.up.stream().filter(eveOther.me()::equals).toList());
        assertTrue(bob.up.isEmpty());
    }

    @Test
    @DisplayName("RL-6 who knows only a room's id can not join it")
    void notMine() {
        var relay = relays.start();
        var room = Relays.room();
        var other = Relays.room();
        var thief = new Signer() {
            @Override
            public byte[] publicKey() {
                return room.publicKey();
            }

            @Override
            public byte[] sign(byte[] text) {
                return other.sign(text);
            }
        };
        var eve = relays.guest(relay).welcome();
        var request = eve.client().join(thief);
        eve.heard("not joined " + request.value() + " BAD_SIGNATURE");
        assertEquals(0, Relays.metric(relay, "rooms"));
        eve.join(room);
    }

    @Test
    @DisplayName("RL-6 many wrong joins end the connection")
    void guessing() {
        var relay = relays.start(Map.of("bad-joins-max", 3));
        var eve = relays.guest(relay).welcome();
        for (int i = 0; i < 3; i++) {
            var key = KeyPairSigner.generate();
            eve.client().join(new Signer() {
                @Override
                public byte[] publicKey() {
                    return key.publicKey();
                }

                @Override
                public byte[] sign(byte[] text) {
                    return new byte[64];
                }
            });
        }
        assertEquals(1008, ((Ended.Closed) eve.ended()).code());
    }

    @Test
    @DisplayName("RL-10 a connection is in so many rooms, a room has so many members, and once is enough")
    void full() {
        var relay = relays.start(Map.of("rooms-per-connection-max", 2, "members-per-room-max", 2));
        var room = Relays.room();
        var ann = relays.guest(relay).welcome();
        ann.join(room);
        var again = ann.client().join(room);
        ann.heard("not joined " + again.value() + " JOINED_ALREADY");
        ann.join(Relays.room());
        var third = ann.client().join(Relays.room());
        ann.heard("not joined " + third.value() + " TOO_MANY_ROOMS");
        relays.guest(relay).welcome().join(room);
        var eve = relays.guest(relay).welcome();
        var late = eve.client().join(room);
        eve.heard("not joined " + late.value() + " ROOM_FULL");
    }

    @Test
    @DisplayName("RL-6 joins that are asked for together are all answered")
    void together() {
        var relay = relays.start();
        var ann = relays.guest(relay).welcome();
        for (int i = 0; i < 64; i++) ann.client().join(Relays.room());
        await().until(() -> ann.stays.size() == 64);
        assertEquals(64, Relays.metric(relay, "rooms"));
        assertEquals(64, ann.stays.stream().map(Guest.Stay::room).distinct().count());
        assertEquals(
                64,
                ann.stays.stream()
                        .map(Guest.Stay::me)
                        .map(MemberId::value)
                        .distinct()
                        .count());
    }
}
