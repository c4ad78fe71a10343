package org.anode.node.room;

import static org.anode.node.room.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.anode.node.room.Greeting.Hello;
import org.anode.node.room.Greeting.Hi;
import org.anode.node.room.Said.Part;
import org.anode.node.room.Said.Ready;
import org.anode.node.transport.LinkId;
import org.anode.node.transport.RoomCipher;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two machines and what others may do between them. */
final class RoomMachineTest {
    private static final Bytes HELLO = Bytes.utf8("hello");

    private final Wired wired = new Wired();

    /** A member who knows the room's secret and is not who it says. */
    private static final class Mallory {
        private final RoomCipher cipher;

        /** @param session under which it speaks */
        Mallory(Bytes session) {
            cipher = new RoomCipher(Samples.SECRET.secret(), Samples.SECRET.epoch(), session);
            for (int n = 0; n < 1_000; n++) cipher.seal(Bytes.EMPTY); // beyond any counter of the true session
        }

        Bytes seal(Greeting greeting) {
            return cipher.seal(GreetingCodec.encode(greeting));
        }
    }

    /** The greeting in a frame of either side, as every member can read it. */
    private static Greeting read(Bytes frame) {
        var reader = new RoomCipher(Samples.SECRET.secret(), Samples.SECRET.epoch(), filled(16, 99));
        return Samples.ok(GreetingCodec.decode(Samples.ok(reader.open(frame)).plain()));
    }

    private static List<Hello> hellos(Wired.Side side) {
        return side.everSent().stream()
                .filter(frame -> !Pair.isOne(frame))
                .map(RoomMachineTest::read)
                .filter(Hello.class::isInstance)
                .map(Hello.class::cast)
                .toList();
    }

    @Test
    @DisplayName("RO-1 nobody is connected before both hellos came")
    void both_hellos() {
        wired.ann.happen(new RoomEvent.Up(Wired.ROUTE));
        wired.bob.happen(new RoomEvent.Up(Wired.ROUTE));
        wired.bob.loseAll();
        wired.bob.hear(wired.ann.everSent().getFirst()); // ann's hi: bob answers
        wired.ann.hear(wired.bob.everSent().getLast()); // bob's hello: ann knows bob, bob does not know ann
        assertEquals(List.of(), wired.ann.words());
        wired.run();
        assertEquals(List.of("Connected"), wired.ann.words());
        assertEquals(List.of("Connected"), wired.bob.words());
    }

    @Test
    @DisplayName("RO-2 a hello with a changed field proves nothing")
    void altered_hello() {
        wired.up().run();
        var genuine = hellos(wired.ann).getFirst();
        var other = Samples.keys(3);
        var altered = List.of(
                new Hello(
                        genuine.from(),
                        genuine.to(),
                        other.publicKey(),
                        genuine.agreementKey(),
                        genuine.share(),
                        genuine.signature()),
                new Hello(
                        genuine.from(),
                        genuine.to(),
                        genuine.deviceKey(),
                        other.agreementKey(),
                        genuine.share(),
                        genuine.signature()),
                new Hello(
                        genuine.from(),
                        genuine.to(),
                        genuine.deviceKey(),
                        genuine.agreementKey(),
                        other.agreementKey(),
                        genuine.signature()),
                new Hello(
                        new End(genuine.from().session(), filled(16, 77)),
                        genuine.to(),
                        genuine.deviceKey(),
                        genuine.agreementKey(),
                        genuine.share(),
                        genuine.signature()));
        for (var hello : altered) {
            var fresh = new Wired();
            fresh.bob.happen(new RoomEvent.Up(Wired.ROUTE));
            fresh.bob.hear(new Mallory(hello.from().session()).seal(hello));
            assertEquals(1, fresh.bob.machine().malformed());
            fresh.run();
            assertEquals(List.of(), fresh.bob.words());
        }
        var fresh = new Wired();
        fresh.bob.happen(new RoomEvent.Up(Wired.ROUTE));
        fresh.bob.hear(new Mallory(genuine.from().session()).seal(genuine));
        assertEquals(
                0,
                fresh.bob.machine().malformed(),
                "the challenge is the first one again: only the changes were refused");
    }

    @Test
    @DisplayName("RO-2 a greeting sealed by one session for another's is refused")
    void greeting_of_another_session() {
        wired.up().run();
        long before = wired.bob.machine().malformed();
        wired.bob.hear(new Mallory(filled(16, 66)).seal(new Hi(new End(filled(16, 1), filled(16, 1)))));
        assertEquals(before + 1, wired.bob.machine().malformed());
    }

    @Test
    @DisplayName("RO-3 a member can make no message of another, and reads none that is not for him")
    void forged_sender() {
        wired.up().run();
        wired.bob.forget();
        var part = new Part(Lane.LOG, 0, HELLO.size(), HELLO);
        var mallory = Samples.self(3, 3);
        var toBob = hellos(wired.ann).getFirst();
        var asIfAnn = new Mallory(toBob.from().session()).cipher;
        wired.bob.hear(asIfAnn.seal(Said.encode(part)));
        // Keys of his own session with bob's share are not those of ann's.
        var bobs = hellos(wired.bob).getFirst();
        var guess = Pair.of(Samples.SECRET, bobs.share(), filled(64, 1), filled(64, 2));
        for (int n = 0; n < 1_000; n++) wired.bob.hear(guess.seal(Said.encode(part)));
        assertEquals(List.of(), wired.bob.words());
        assertTrue(mallory.pair(filled(16, 1), bobs).isEmpty(), "bob's hello was not for mallory");
        wired.ann.say(Lane.LOG, HELLO);
        wired.run();
        assertEquals(List.of("Received"), wired.bob.words(), "forgeries move no counter");
        var secret = wired.ann.everSent().getLast();
        assertFalse(guess.open(secret) instanceof Parsed.Ok<Bytes>);
    }

    @Test
    @DisplayName("RO-3 who signs another session's share for his own device is not taken for its author")
    void borrowed_share() {
        var bobs = Samples.self(2, 2);
        var anns = Samples.self(1, 1);
        var annToBob = anns.hello(filled(16, 10), new End(filled(16, 2), filled(16, 20)));
        var bobToAnn = bobs.hello(filled(16, 20), new End(filled(16, 1), filled(16, 10)));
        var borrowed = withShareOf(annToBob, 3);
        var atAnn = anns.pair(filled(16, 10), bobToAnn).orElseThrow();
        var atBob = bobs.pair(filled(16, 20), borrowed).orElseThrow();
        assertFalse(atBob.open(atAnn.seal(HELLO)) instanceof Parsed.Ok<Bytes>);
        var honest = bobs.pair(filled(16, 20), annToBob).orElseThrow();
        assertEquals(new Parsed.Ok<>(HELLO), honest.open(atAnn.seal(HELLO)));
    }

    /** The same session, challenge and share, signed by another device. */
    private static Hello withShareOf(Hello victim, int device) {
        var keys = Samples.keys(device);
        var plain = new Hello(
                victim.from(), victim.to(), keys.publicKey(), keys.agreementKey(), victim.share(), Bytes.EMPTY);
        var signature = keys.sign(GreetingCodec.signedPart(Samples.SECRET, Samples.CONTEXT, plain));
        return new Hello(victim.from(), victim.to(), keys.publicKey(), keys.agreementKey(), victim.share(), signature);
    }

    @Test
    @DisplayName("RO-4 another session on the same link replaces the one before: gone, then connected")
    void restart_on_the_link() {
        wired.up().run();
        var before = wired.bob.peers();
        wired.ann.restart(11);
        wired.run();
        assertEquals(List.of("Connected", "Gone", "Connected"), wired.bob.words());
        assertEquals(1, wired.bob.peers().size());
        assertFalse(wired.bob.peers().equals(before));
        wired.ann.say(Lane.LOG, HELLO);
        wired.bob.say(Lane.LOG, HELLO);
        wired.run();
        assertEquals(List.of(HELLO), wired.bob.messages());
        assertEquals(List.of(HELLO), wired.ann.messages());
    }

    @Test
    @DisplayName("RO-2 the frames of a session that was replaced do not bring it back")
    void replay_after_restart() {
        wired.up().run();
        wired.ann.say(Lane.LOG, HELLO);
        wired.run();
        var former = wired.ann.everSent();
        wired.ann.restart(11);
        wired.run();
        wired.bob.forget();
        for (var frame : former) {
            wired.bob.hear(frame);
            wired.run();
        }
        wired.tick();
        assertEquals(List.of(), wired.bob.words());
        assertEquals(1, wired.bob.peers().size());
    }

    @Test
    @DisplayName("RO-2 somebody who says hi under another's session disturbs nobody")
    void forged_hi() {
        wired.up().run();
        wired.bob.forget();
        wired.ann.forget();
        var anns = hellos(wired.ann).getFirst().from();
        var mallory = new Mallory(anns.session());
        for (int n = 100; n < 200; n++) wired.bob.hear(mallory.seal(new Hi(new End(anns.session(), filled(16, n)))));
        wired.run();
        wired.tick();
        wired.ann.say(Lane.LOG, HELLO);
        wired.run();
        assertEquals(List.of("Received"), wired.bob.words());
        assertEquals(List.of(), wired.ann.words());
    }

    @Test
    @DisplayName("RO-8 between two ticks a bounded number of greetings is looked at")
    void flood_of_greetings() {
        wired.up().run();
        wired.tick();
        int before = wired.bob.everSent().size();
        var mallory = new Mallory(filled(16, 50));
        for (int n = 0; n < 1_000; n++) wired.bob.hear(mallory.seal(new Hi(new End(filled(16, 50), filled(16, n)))));
        assertEquals(Handshake.GREETINGS_PER_TICK_MAX, wired.bob.everSent().size() - before);
    }

    @Test
    @DisplayName("RO-8 what is being joined is bounded for a link and for the room")
    void flood_of_parts() {
        wired.up().run();
        long most = 0;
        for (int round = 0; round < 40; round++) {
            for (var lane : Lane.values()) {
                var frames = wired.ann.frames(lane, filled(PeerRoom.MESSAGE_BYTES_MAX, round));
                while (frames.hasNext()) {
                    var frame = frames.next();
                    if (frames.hasNext()) wired.bob.hear(frame); // never the last one
                    most = Math.max(most, wired.bob.machine().joiningBytes());
                }
            }
        }
        assertTrue(most <= Joiner.LINK_BYTES_MAX, most + " bytes");
        assertEquals(List.of(), wired.bob.messages());
        for (int n = 0; n <= Joiner.IDLE_TICKS_MAX; n++) wired.bob.happen(new RoomEvent.Tick());
        assertEquals(0, wired.bob.machine().joiningBytes());
        wired.ann.say(Lane.LOG, filled(PeerRoom.MESSAGE_BYTES_MAX, 1));
        wired.run();
        assertEquals(1, wired.bob.messages().size());
        wired.bob.happen(new RoomEvent.Gone(Wired.ROUTE));
        assertEquals(0, wired.bob.machine().joiningBytes());
    }

    @Test
    @DisplayName("RO-7 one resync is told for all messages that were dropped between two ticks")
    void resync_after_loss() {
        wired.up().run();
        wired.bob.forget();
        for (int n = 0; n < 5; n++) {
            var frames = wired.ann.frames(Lane.LOG, filled(3 * Wired.FRAME_BYTES_MAX, n));
            wired.bob.hear(frames.next());
            frames.next();
            wired.bob.hear(frames.next());
        }
        wired.bob.happen(new RoomEvent.Tick());
        wired.bob.happen(new RoomEvent.Tick());
        assertEquals(List.of("Resync"), wired.bob.words());
    }

    @Test
    @DisplayName("R13 whatever comes, from outside or from a member, is counted and nothing else")
    void random_frames() {
        wired.up().run();
        wired.ann.say(Lane.LOG, filled(300, 1));
        var genuine = wired.ann.everSent();
        var mallory = new Mallory(filled(16, 66));
        var random = new Random(17);
        wired.run();
        wired.bob.forget();
        for (int n = 0; n < 100_000; n++) {
            var junk = Samples.random(random, random.nextInt(200));
            var changed = mutate(random, genuine.get(random.nextInt(genuine.size())));
            wired.bob.hear(
                    switch (random.nextInt(4)) {
                        case 0 -> junk;
                        case 1 -> mallory.cipher.seal(junk);
                        case 2 ->
                            mallory.cipher.seal(mutate(
                                    random, GreetingCodec.encode(new Hi(new End(filled(16, 66), filled(16, n))))));
                        default -> changed;
                    });
        }
        wired.bob.loseAll();
        assertEquals(List.of(), wired.bob.words());
        assertTrue(wired.bob.machine().malformed() > 90_000);
        assertEquals(0, wired.bob.machine().joiningBytes());
        wired.ann.say(Lane.LOG, HELLO);
        wired.run();
        assertEquals(List.of("Received"), wired.bob.words());
    }

    private static Bytes mutate(Random random, Bytes genuine) {
        var bytes = genuine.toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.wrap(bytes);
    }

    @Test
    @DisplayName("R13 what a proven peer says is parsed to a value too")
    void random_parts() {
        var random = new Random(18);
        var joiner = new Joiner(new Allowance(Joiner.ROOM_BYTES_MAX));
        for (int n = 0; n < 100_000; n++) {
            var said = Said.decode(
                    random.nextBoolean()
                            ? Samples.random(random, random.nextInt(40))
                            : mutate(random, Said.encode(new Part(Lane.LOG, n % 7, 60, filled(1 + n % 50, 1)))));
            if (said instanceof Parsed.Ok<Said>(Said value)) {
                assertEquals(value, Samples.ok(Said.decode(Said.encode(value))));
                if (value instanceof Part part) joiner.take(part);
            }
        }
        joiner.clear();
    }

    @Test
    void the_bytes_of_greetings_are_these() {
        var hi = new Hi(new End(filled(16, 1), filled(16, 2)));
        assertEquals(
                "83016268698250" + "01".repeat(16) + "50" + "02".repeat(16),
                GreetingCodec.encode(hi).toHex());
        var hello = Samples.self(1, 1).hello(filled(16, 2), new End(filled(16, 3), filled(16, 4)));
        assertEquals(
                "83016568656c6c6f8850" + "01".repeat(16) + "50" + "02".repeat(16) + "50" + "03".repeat(16) + "50"
                        + "04".repeat(16) + "5820" + GOLDEN_DEVICE + "5820" + GOLDEN_AGREEMENT + "5820" + GOLDEN_SHARE
                        + "5840" + GOLDEN_SIGNATURE,
                GreetingCodec.encode(hello).toHex());
        assertEquals(hello, Samples.ok(GreetingCodec.decode(GreetingCodec.encode(hello))));
    }

    @Test
    void the_bytes_of_a_sealed_part_are_these() {
        var pair = Pair.of(Samples.SECRET, filled(32, 9), filled(64, 1), filled(64, 2));
        var said = Said.encode(new Part(Lane.BLOBS, 0, 2, Bytes.utf8("hi")));
        assertEquals("0102" + "00000000" + "00000002" + "6869", said.toHex());
        assertEquals("0001", Said.encode(new Ready(true)).toHex());
        var frame = pair.seal(said);
        assertEquals("02" + "0000000000000005" + "0000000000000001" + GOLDEN_SEALED, frame.toHex());
        var there = Pair.of(Samples.SECRET, filled(32, 9), filled(64, 2), filled(64, 1));
        assertEquals(new Parsed.Ok<>(said), there.open(frame));
        assertEquals(new Parsed.Malformed<Bytes>("an old counter"), there.open(frame));
    }

    private static final String GOLDEN_DEVICE = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
    private static final String GOLDEN_AGREEMENT = "a4e09292b651c278b9772c569f5fa9bb13d906b46ab68c9df9dc2b4409f8a209";
    private static final String GOLDEN_SHARE = "fb41b1fcf75c1227fa08876056a5ed07ac44fe0c116ec2de80b8e523959d7824";
    private static final String GOLDEN_SIGNATURE =
            "c5cfefe9e58a7329a0c3ccc5f073a2080a70badf191265923971eb710a00d91fe5808f64e89a53b638fad0e63b5378ff14f119152434a9c89a911b057182fd04";
    private static final String GOLDEN_SEALED = "3d2d03270f6f5e384a2f29f08abf21fe067e7c694cc474c0de984a9b";

    @Test
    @DisplayName("RO-4 a transport that is left takes its own links with it")
    void left() {
        wired.up().run();
        var second = new Route(0, 1, new LinkId(9));
        wired.bob.happen(new RoomEvent.Up(second));
        wired.bob.happen(new RoomEvent.Left(1));
        assertEquals(List.of("Connected"), wired.bob.words());
        wired.bob.happen(new RoomEvent.Left(0));
        assertEquals(List.of("Connected", "Gone"), wired.bob.words());
    }
}
