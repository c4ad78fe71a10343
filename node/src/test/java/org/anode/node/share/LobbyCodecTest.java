package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.Members;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LobbyCodecTest {
    private static final LobbyMessage.Request REQUEST = Guests.request(ANNA, "Anna");
    private static final LobbyMessage.Request VOUCHED = new LobbyMessage.Request(
            ANNA.person(),
            "Anna",
            ANNA.keys().agreementKey(),
            filled(32, 7),
            Optional.of(new Voucher(BELA.keys().publicKey(), filled(64, 9))));
    private static final LobbyMessage.Wait WAIT = new LobbyMessage.Wait(filled(32, 4));
    private static final LobbyMessage.Reveal REVEAL = new LobbyMessage.Reveal(filled(32, 6));
    private static final LobbyMessage.Welcome WELCOME =
            new LobbyMessage.Welcome(NOTEBOOK, List.of(ROOT.encoded()), 1, filled(80, 3));
    private static final List<LobbyMessage> ALL = all();

    private static List<LobbyMessage> all() {
        var all = new ArrayList<LobbyMessage>(List.of(REQUEST, VOUCHED, WAIT, REVEAL, WELCOME));
        for (var why : LobbyMessage.Why.values()) all.add(new LobbyMessage.Refused(why));
        return all;
    }

    @Test
    void every_message_comes_out_as_it_went_in() {
        for (var message : ALL) assertEquals(new Parsed.Ok<>(message), LobbyCodec.decode(encode(message)));
    }

    @Test
    @DisplayName("MB-6 the bytes of a lobby's messages never change")
    void golden() {
        var asking = "8301677265717565737485" + "50" + "01".repeat(16) + "64416e6e61" + "5820"
                + ANNA.keys().agreementKey().toHex() + "5820" + "07".repeat(32);
        assertEquals(
                "8301677265667573656481" + "02",
                encode(new LobbyMessage.Refused(LobbyMessage.Why.USED_UP)).toHex());
        assertEquals(asking + "80", encode(REQUEST).toHex());
        assertEquals(
                asking + "81825820" + BELA.keys().publicKey().toHex() + "5840" + "09".repeat(64),
                encode(VOUCHED).toHex());
        assertEquals("8301647761697481" + "5820" + "04".repeat(32), encode(WAIT).toHex());
        assertEquals(
                "83016672657665616c81" + "5820" + "06".repeat(32),
                encode(REVEAL).toHex());
        assertEquals(
                "83016777656c636f6d6584" + "5820" + NOTEBOOK.value().toHex() + "8158d7"
                        + ROOT.encoded().toHex() + "01" + "5850" + "03".repeat(80),
                encode(WELCOME).toHex());
    }

    @Test
    @DisplayName("SY-14 random, changed and cut messages are a value, never an exception")
    void fuzz() {
        var random = new Random(4);
        for (int round = 0; round < 10_000; round++) {
            var bytes = encode(ALL.get(random.nextInt(ALL.size()))).toArray();
            for (int i = random.nextInt(4); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var cut = Bytes.wrap(bytes).slice(0, random.nextInt(bytes.length + 1));
            if (LobbyCodec.decode(cut) instanceof Parsed.Ok<LobbyMessage>(var message))
                assertEquals(new Parsed.Ok<>(message), LobbyCodec.decode(encode(message)));
        }
    }

    @Test
    @DisplayName("R10 a message over its limits is malformed")
    void limits() {
        assertMalformed(LobbyCodec.decode(filled(LobbyCodec.MESSAGE_BYTES_MAX + 1, 0)));
        var tooMany = Collections.nCopies(Members.STATEMENTS_MAX + 1, filled(1, 1));
        assertMalformed(LobbyCodec.decode(encode(new LobbyMessage.Welcome(NOTEBOOK, tooMany, 1, filled(80, 3)))));
        assertMalformed(LobbyCodec.decode(encode(new LobbyMessage.Welcome(NOTEBOOK, List.of(), 1, filled(300, 3)))));
        assertMalformed(LobbyCodec.decode(encode(Guests.request(ANNA, "x".repeat(65)))));
        assertMalformed(LobbyCodec.decode(encode(Guests.request(ANNA, "two\nlines"))));
        assertMalformed(LobbyCodec.decode(encode(new LobbyMessage.Wait(filled(33, 1)))));
        assertMalformed(LobbyCodec.decode(encode(new LobbyMessage.Reveal(filled(31, 1)))));
    }

    @Test
    @DisplayName("R13 an unknown kind or version is malformed, not an error")
    void unknown_kinds() {
        assertMalformed(LobbyCodec.decode(
                CborWriter.array(3, out -> out.number(1).text("news").list(0, _ -> {}))));
        assertMalformed(LobbyCodec.decode(CborWriter.array(
                3, out -> out.number(2).text("refused").list(1, _ -> out.number(1)))));
    }

    private static Bytes encode(LobbyMessage message) {
        return LobbyCodec.encode(message);
    }

    private static void assertMalformed(Parsed<LobbyMessage> parsed) {
        assertInstanceOf(Parsed.Malformed.class, parsed);
    }
}
