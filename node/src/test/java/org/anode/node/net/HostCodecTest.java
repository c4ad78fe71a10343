package org.anode.node.net;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.host.BidMessage;
import org.anode.node.host.BidMessage.Held;
import org.anode.node.host.BidMessage.Known;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.node.net.HostMessage.Beat;
import org.anode.node.net.HostMessage.Bidding;
import org.anode.node.net.HostMessage.Inputting;
import org.anode.node.net.HostMessage.SealedAnswer;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.Parsed;
import org.anode.schema.SessionId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HostCodecTest {
    private static final SessionId SESSION = new SessionId("s1");
    private static final ExecId EXEC = new ExecId("a");
    private static final Set<ExecId> EXECS = Set.of(EXEC, new ExecId("b"));
    private static final Known KNOWN =
            new Known(7, Set.of(ANNA.device(), BELA.device()), Map.of(SESSION, new Held(BELA.device(), 7)));

    private static List<HostMessage> all() {
        var person = ANNA.person().toString();
        return List.of(
                new Beat(Optional.empty()),
                new Beat(Optional.of(Offer.YOU)),
                new Beat(Optional.of(Offer.ALL)),
                new Beat(Optional.of(Offer.ASKS)),
                new Bidding(person, new BidMessage.Bid(7, KNOWN)),
                new Bidding(person, new BidMessage.Ack(7, KNOWN)),
                new Bidding(person, new BidMessage.Given(SESSION, EXECS, KNOWN)),
                new Bidding(person, new BidMessage.Stored(SESSION, EXECS, Set.of(new ExecId("b")), KNOWN)),
                new Inputting(new InputMessage.Asked(EXEC, 3, "name? ", true)),
                new Inputting(new InputMessage.Seen(EXEC, 3)),
                new Inputting(new InputMessage.Settled(EXEC, 3)),
                new SealedAnswer(EXEC, 3, Bytes.utf8("sealed")));
    }

    @Test
    @DisplayName("SY-14 what hosts say has one form")
    void roundTrip() {
        for (var message : all()) assertEquals(message, Samples.ok(HostCodec.decode(HostCodec.encode(message))));
    }

    @Test
    @DisplayName("R13 SY-14 what has none is malformed: cut off, random, of another kind")
    void malformed() {
        for (var message : all()) {
            var encoded = HostCodec.encode(message);
            for (int end = 0; end < encoded.size(); end++)
                assertInstanceOf(Parsed.Malformed.class, HostCodec.decode(encoded.slice(0, end)));
        }
        var random = new Random(3);
        var bytes = new byte[64];
        for (int round = 0; round < 2_000; round++) {
            random.nextBytes(bytes);
            assertInstanceOf(Parsed.Malformed.class, HostCodec.decode(Bytes.wrap(bytes)));
        }
    }
}
