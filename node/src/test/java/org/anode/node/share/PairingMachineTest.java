package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.replicate.Samples.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.PairingMachine.Effect;
import org.anode.node.share.PairingMachine.Event;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PairingMachineTest {
    private static final Identity MALLORY = identity(3);
    private static final PairingLink LINK = link(ANNA, 1);

    private final Random random = new Random(1);
    private final List<Mail> wires = new ArrayList<>();
    private final List<Side> all = new ArrayList<>();
    private final Side anna = side(ANNA, new PairingMaker(LINK, ANNA, random, 0));
    private final Side bela = side(BELA, new PairingTaker(LINK, BELA, "Bela’s phone", random, 0));
    private long nowMs;
    private int lostPercent;

    private record Mail(Side from, Side to, Bytes message) {}

    private static PairingLink link(Identity maker, int secret) {
        return PairingLink.signed(
                maker.keys(), maker.deviceName(), MeetingPlaces.NONE, filled(PairingLink.SECRET_BYTES, secret));
    }

    private Side side(Identity identity, PairingMachine machine) {
        return new Side(identity, new PeerId(identity.device(), all.size()), machine);
    }

    private final class Side {
        final Identity identity;
        final PeerId id;
        final PairingMachine machine;
        final List<String> badInput = new ArrayList<>();
        Optional<NewPair> kept = Optional.empty();

        Side(Identity identity, PeerId id, PairingMachine machine) {
            this.identity = identity;
            this.id = id;
            this.machine = machine;
            all.add(this);
        }

        void on(Event event) {
            for (var effect : machine.on(event, nowMs)) {
                switch (effect) {
                    case Effect.Send(var to, var message) ->
                        all.stream()
                                .filter(side -> side.id.equals(to))
                                .forEach(side -> wires.add(new Mail(this, side, message)));
                    case Effect.Keep(var pair) -> kept = Optional.of(pair);
                    case Effect.Changed() -> {}
                    case Effect.BadInput(var _, var reason) -> badInput.add(reason);
                }
            }
        }

        void meets(Side other) {
            var keys = other.identity.keys();
            on(new Event.Connected(other.id, keys.publicKey(), keys.agreementKey()));
        }

        void says(boolean same) {
            on(new Event.Compared(same));
        }

        List<String> words() {
            return machine.shown().words();
        }

        String ended() {
            return machine.shown().ended().orElse("goes on");
        }
    }

    private void meet(Side one, Side other) {
        one.meets(other);
        other.meets(one);
    }

    private void deliver() {
        while (!wires.isEmpty()) {
            var mail = wires.removeFirst();
            if (random.nextInt(100) >= lostPercent) mail.to().on(new Event.Received(mail.from().id, mail.message()));
        }
    }

    private void second() {
        nowMs += 1_000;
        for (var side : List.copyOf(all)) side.on(new Event.Tick());
        deliver();
    }

    private void assertPaired() {
        var here = anna.kept.orElseThrow();
        var there = bela.kept.orElseThrow();
        assertEquals(ANNA.person(), here.person());
        assertEquals(ANNA.person(), there.person(), "both belong to whom the link's maker belongs to");
        assertEquals(BELA.keys().publicKey(), here.other().deviceKey());
        assertEquals(BELA.keys().agreementKey(), here.other().agreementKey());
        assertEquals("Bela’s phone", here.other().name());
        assertEquals(ANNA.device(), there.other().device());
        assertTrue(here.other().voucher().isFor(ANNA.person(), ANNA.keys().publicKey()));
        assertTrue(there.other().voucher().isFor(ANNA.person(), BELA.keys().publicKey()));
        assertTrue(anna.machine.shown().done() && bela.machine.shown().done());
        assertTrue(anna.ended().contains("are paired now"), anna.ended());
    }

    @Test
    @DisplayName(
            "R15 both show the same four words, and are paired once people said yes on both sides, whoever is first")
    void pairs() {
        meet(anna, bela);
        deliver();
        assertEquals(Words.COUNT, anna.words().size());
        assertEquals(anna.words(), bela.words());
        assertEquals(Optional.of(BELA.device()), anna.machine.shown().device());
        assertEquals("Bela’s phone", anna.machine.shown().name());
        for (int i = 0; i < 3; i++) second();
        assertTrue(anna.kept.isEmpty() && bela.kept.isEmpty(), "nobody said anything");
        if (random.nextBoolean()) anna.says(true);
        else bela.says(true);
        for (int i = 0; i < 3; i++) second();
        assertTrue(anna.kept.isEmpty() && bela.kept.isEmpty(), "one yes is not enough");
        anna.says(true);
        bela.says(true);
        deliver();
        assertPaired();
        assertTrue(bela.machine.isOver(nowMs));
        assertEquals(List.of(), anna.badInput);
        assertEquals(List.of(), bela.badInput);
    }

    @Test
    @DisplayName("R15 however many messages are lost, both end the same")
    void lostMessages() {
        for (int seed = 0; seed < 60; seed++) {
            var test = new PairingMachineTest();
            test.random.setSeed(seed);
            test.lostPercent = test.random.nextInt(80);
            test.meet(test.anna, test.bela);
            int saysA = test.random.nextInt(60);
            int saysB = test.random.nextInt(60);
            for (int second = 0; second < 400; second++) {
                if (second == saysA || second > 100) test.anna.says(true);
                if (second == saysB || second > 100) test.bela.says(true);
                test.second();
                assertFalse(
                        test.anna.words().size() == test.bela.words().size()
                                && !test.anna.words().equals(test.bela.words()),
                        "seed " + seed);
            }
            test.assertPaired();
        }
    }

    @Test
    @DisplayName("R15 whoever finds other words ends it on both sides, and nothing is kept")
    void wordsDiffer() {
        for (boolean annaSaysSo : new boolean[] {true, false}) {
            var test = new PairingMachineTest();
            var honest = annaSaysSo ? test.bela : test.anna;
            var doubts = annaSaysSo ? test.anna : test.bela;
            test.meet(test.anna, test.bela);
            test.deliver();
            honest.says(true);
            test.lostPercent = 100;
            doubts.says(false);
            test.deliver();
            test.lostPercent = 0;
            test.second();
            assertTrue(doubts.ended().contains("were not the same"), doubts.ended());
            assertTrue(honest.ended().contains("said that the words are not the same"), honest.ended());
            doubts.says(true);
            honest.says(true);
            for (int i = 0; i < 5; i++) test.second();
            assertTrue(test.anna.kept.isEmpty() && test.bela.kept.isEmpty());
        }
    }

    @Test
    @DisplayName("R15 somebody between both, with keys of its own on either side, makes the words differ")
    void betweenBoth() {
        for (int seed = 0; seed < 100; seed++) {
            var test = new PairingMachineTest();
            test.random.setSeed(seed);
            var forged = link(MALLORY, 1);
            var taker = test.side(MALLORY, new PairingTaker(LINK, MALLORY, "Bela’s phone", test.random, 0));
            var maker = test.side(MALLORY, new PairingMaker(forged, MALLORY, test.random, 0));
            var cheated = test.side(BELA, new PairingTaker(forged, BELA, "Bela’s phone", test.random, 0));
            test.meet(test.anna, taker);
            test.meet(maker, cheated);
            test.deliver();
            assertEquals(Words.COUNT, test.anna.words().size());
            assertEquals(Words.COUNT, cheated.words().size());
            assertNotEquals(test.anna.words(), cheated.words());
        }
    }

    @Test
    @DisplayName("R15 who passes on what the other said, but under keys of its own, gets no words at all")
    void passedOn() {
        var taker = side(MALLORY, new PairingTaker(LINK, MALLORY, "M", random, 0));
        anna.meets(taker);
        bela.meets(anna);
        passOn(bela, taker);
        var answers = wires.stream().filter(mail -> mail.to().equals(taker)).toList();
        assertEquals(1, answers.size());
        bela.on(new Event.Received(anna.id, answers.getFirst().message()));
        wires.removeAll(answers);
        passOn(bela, taker);
        assertEquals(List.of("not what it committed itself to"), anna.badInput);
        assertEquals(List.of(), anna.words());
    }

    /** What {@code from} sent to Anna comes to her as if {@code as} had said it. */
    private void passOn(Side from, Side as) {
        var mails = wires.stream().filter(mail -> mail.from().equals(from)).toList();
        wires.removeAll(mails);
        for (var mail : mails) anna.on(new Event.Received(as.id, mail.message()));
    }

    @Test
    @DisplayName("R15 an altered answer, reveal or word of the other side changes nothing, or the words")
    void altered() {
        for (int seed = 0; seed < 300; seed++) {
            var test = new PairingMachineTest();
            test.random.setSeed(seed);
            test.meet(test.anna, test.bela);
            int changed = test.random.nextInt(5);
            test.deliver(changed, PairingMachineTest::flipped);
            test.anna.says(true);
            test.bela.says(true);
            test.deliver(changed, PairingMachineTest::flipped);
            boolean differ = !test.anna.words().equals(test.bela.words());
            for (var side : List.of(test.anna, test.bela))
                side.kept.ifPresent(pair -> assertFalse(differ, "people would have said no"));
        }
    }

    private static Bytes flipped(Bytes message) {
        var bytes = message.toArray();
        bytes[bytes.length - 3] ^= 1;
        return Bytes.wrap(bytes);
    }

    private void deliver(int changed, UnaryOperator<Bytes> change) {
        for (int n = 0; !wires.isEmpty(); n++) {
            var mail = wires.removeFirst();
            var message = n == changed ? change.apply(mail.message()) : mail.message();
            mail.to().on(new Event.Received(mail.from().id, message));
        }
    }

    @Test
    @DisplayName("R15 a link is good for one: who comes while another is there, or later, is told so in one sentence")
    void oneUse() {
        meet(anna, bela);
        deliver();
        var late = side(MALLORY, new PairingTaker(LINK, MALLORY, "M", random, 0));
        meet(anna, late);
        deliver();
        assertTrue(late.ended().contains("used already"), late.ended());
        assertEquals(anna.words(), bela.words());
        anna.says(true);
        bela.says(true);
        deliver();
        assertPaired();
        anna.on(new Event.Gone(bela.id));
        var later = side(MALLORY, new PairingTaker(LINK, MALLORY, "M", random, 0));
        meet(anna, later);
        deliver();
        assertTrue(later.ended().contains("used already"), later.ended());
        assertPaired();
    }

    @Test
    @DisplayName("R15 who came and went before there were words makes room for another, eight times")
    void triedTooOften() {
        for (int n = 0; n < PairingMachine.TRIES_MAX; n++) {
            var comes = side(BELA, new PairingTaker(LINK, BELA, "Bela’s phone", random, 0));
            comes.meets(anna);
            anna.meets(comes);
            anna.on(new Event.Received(comes.id, wires.getFirst().message()));
            anna.on(new Event.Gone(comes.id));
            wires.clear();
        }
        assertEquals("goes on", anna.ended());
        meet(anna, bela);
        deliver();
        assertTrue(anna.ended().contains("tried too often"), anna.ended());
        assertTrue(bela.ended().contains("used already"), bela.ended());
    }

    @Test
    @DisplayName("R15 a link ends after ten minutes, on both sides, with what to do")
    void runsOut() {
        second();
        nowMs = PairingMachine.LIFE_MS - 1;
        anna.on(new Event.Tick());
        assertEquals("goes on", anna.ended());
        nowMs++;
        anna.on(new Event.Tick());
        bela.on(new Event.Tick());
        assertTrue(anna.ended().startsWith("Nobody took the link up"), anna.ended());
        assertTrue(bela.ended().startsWith("“device 1” was not found"), bela.ended());
        assertTrue(anna.machine.isOver(nowMs));
        meet(anna, bela);
        deliver();
        assertTrue(anna.words().isEmpty() && bela.words().isEmpty());
    }

    @Test
    @DisplayName("R15 the taker speaks only to the device that signed the link, the maker not to itself")
    void onlyTheMaker() {
        bela.meets(side(MALLORY, new PairingMaker(link(MALLORY, 1), MALLORY, random, 0)));
        assertEquals(List.of(), wires);
        anna.meets(anna);
        anna.on(new Event.Received(anna.id, PairingCodec.encode(new PairingMessage.Ask(filled(32, 1), "A"))));
        assertEquals(List.of(), wires);
    }

    @Test
    @DisplayName("R13 random and unfitting messages are a value, and change nothing")
    void fuzz() {
        meet(anna, bela);
        deliver();
        var words = anna.words();
        for (int round = 0; round < 2_000; round++) {
            var bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            anna.on(new Event.Received(bela.id, Bytes.wrap(bytes)));
            bela.on(new Event.Received(anna.id, Bytes.wrap(bytes)));
        }
        for (var unfitting : List.of(
                new PairingMessage.Answer(filled(32, 1)),
                new PairingMessage.Done(),
                new PairingMessage.Agreed(filled(64, 1))))
            for (var side : List.of(anna, bela))
                side.on(new Event.Received(side.equals(anna) ? bela.id : anna.id, PairingCodec.encode(unfitting)));
        assertEquals(words, anna.words());
        assertEquals(words, bela.words());
        anna.says(true);
        bela.says(true);
        deliver();
        assertPaired();
    }
}
