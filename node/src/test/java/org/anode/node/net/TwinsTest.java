package org.anode.node.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.anode.node.net.Twins.Verdict;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.share.TwinCodec;
import org.anode.node.share.TwinMessage;
import org.anode.node.share.TwinMessage.Claim;
import org.anode.node.share.TwinMessage.Proof;
import org.anode.node.share.TwinMessage.Replaced;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TwinsTest {
    private static final PeerId ONE = new PeerId(Samples.ANNA.device(), 1);
    private static final PeerId OTHER = new PeerId(Samples.ANNA.device(), 2);

    private final Random random = new Random(5);
    private long nowMs = 1_000_000;

    private Bytes token() {
        var bytes = new byte[Claim.TOKEN_BYTES];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private Twins started(boolean elsewhere) {
        return new Twins(elsewhere, token(), () -> nowMs);
    }

    private Claim claim() {
        return new Claim(random.nextBoolean(), random.nextInt(3), token());
    }

    @Test
    @DisplayName("SY-5 of two with the same keys exactly one is the second, and of many all but one are")
    void exactlyOne() {
        for (int round = 0; round < 2_000; round++) {
            var one = claim();
            var other = claim();
            assertTrue(one.yieldsTo(other) != other.yieldsTo(one), one + " " + other);
            var third = claim();
            if (one.yieldsTo(other) && other.yieldsTo(third)) assertTrue(one.yieldsTo(third));
        }
        var same = claim();
        assertFalse(same.yieldsTo(same), "a copy of a running program");
    }

    @Test
    @DisplayName("SY-5 the second is the folder that is elsewhere, else the program that was started later")
    void whoIsTheSecond() {
        var first = started(false);
        nowMs += 1;
        var second = started(false);
        nowMs += 5_000;
        assertEquals(Verdict.FIRST, first.judge(second.claim()));
        assertEquals(Verdict.SECOND, second.judge(first.claim()));
        var moved = new Twins(true, token(), () -> nowMs);
        nowMs += 50_000;
        var original = started(false);
        assertEquals(Verdict.SECOND, moved.judge(original.claim()));
        assertEquals(Verdict.FIRST, original.judge(moved.claim()));
    }

    @Test
    @DisplayName("SY-5 both judge by the same two claims, however late they hear them and in however many rooms")
    void oneClaim() {
        var first = started(false);
        var second = started(false); // in the same millisecond: the token decides
        first.met(ONE);
        second.met(ONE);
        var claimed = first.claim();
        nowMs += 7_000;
        first.met(OTHER);
        second.met(OTHER);
        assertEquals(claimed, first.claim());
        assertTrue((first.judge(second.claim()) == Verdict.SECOND) != (second.judge(first.claim()) == Verdict.SECOND));
        first.gone(ONE);
        assertEquals(claimed, first.claim(), "one is still there");
        first.gone(OTHER);
        assertEquals(7_000, first.claim().runsMs(), "another twin hears another claim");
    }

    @Test
    @DisplayName("SY-5 who says nothing decides nothing, and is a peer like any other after a while")
    void silence() {
        var twins = started(false);
        assertFalse(twins.isUndecided(ONE), "no twin");
        twins.met(ONE);
        assertTrue(twins.isUndecided(ONE));
        nowMs += Twins.SILENT_MS;
        assertFalse(twins.isUndecided(ONE));
        assertEquals(Verdict.UNKNOWN, twins.judge(twins.claim()), "nothing tells them apart");
    }

    @Test
    @DisplayName("SY-14 what twins say has one form, and what has none is malformed")
    void codec() {
        var claim = new Claim(true, 7, token());
        var proof = new Proof(Samples.ANNA.keys().sign(Bytes.EMPTY));
        var replaced = new Replaced(Samples.ANNA.keys().publicKey(), proof.signature(), true);
        for (var said : List.of(claim, proof, replaced))
            assertEquals(new Parsed.Ok<TwinMessage>(said), TwinCodec.decode(TwinCodec.encode(said)));
        var bytes = new byte[64];
        for (int round = 0; round < 2_000; round++) {
            random.nextBytes(bytes);
            assertTrue(TwinCodec.decode(Bytes.wrap(bytes)) instanceof Parsed.Malformed<TwinMessage>);
        }
        var encoded = TwinCodec.encode(claim);
        for (int end = 0; end < encoded.size(); end++)
            assertTrue(TwinCodec.decode(encoded.slice(0, end)) instanceof Parsed.Malformed<TwinMessage>);
    }
}
