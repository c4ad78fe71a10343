package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Voucher;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Links of a pairing, what is said in it, and what is kept of it. */
final class PairingLinkTest {
    private static final PairingLink LINK = PairingLink.signed(
            ANNA.keys(),
            "Anna’s laptop",
            new MeetingPlaces(List.of(), List.of(new LanHint("10.0.0.7", 47_470))),
            filled(PairingLink.SECRET_BYTES, 5));
    private static final Voucher VOUCHER =
            Voucher.by(BELA.keys(), ANNA.person(), ANNA.keys().publicKey());
    private static final PairedDevice PAIRED =
            new PairedDevice(BELA.keys().publicKey(), BELA.keys().agreementKey(), "Bela’s phone", VOUCHER);
    private static final List<PairingMessage> MESSAGES = List.of(
            new PairingMessage.Ask(filled(32, 1), "Bela"),
            new PairingMessage.Answer(filled(32, 2)),
            new PairingMessage.Reveal(filled(32, 3)),
            new PairingMessage.Yes(new PersonId(filled(16, 4)), filled(64, 5)),
            new PairingMessage.Agreed(filled(64, 6)),
            new PairingMessage.Done(),
            new PairingMessage.No(PairingMessage.Why.WORDS_DIFFER),
            new PairingMessage.No(PairingMessage.Why.TAKEN));

    private static String sentence(String text) {
        return assertInstanceOf(Parsed.Malformed.class, PairingLink.parse(text)).reason();
    }

    @Test
    @DisplayName("R15 a link comes out as it went in, also with what mail programs put around it")
    void roundTrip() {
        var text = LINK.text();
        assertTrue(text.matches("anode://pair/[\\w-]+#[\\w-]{43}"), text);
        assertEquals(new Parsed.Ok<>(LINK), PairingLink.parse(text));
        assertEquals(new Parsed.Ok<>(LINK), PairingLink.parse(" <" + text.replace("#", "#\n") + ">\n"));
        assertFalse(LINK.toString().contains(text.substring(text.indexOf('#') + 1)));
    }

    @Test
    @DisplayName("SY-14 a link that is cut off, altered, of another kind or none is a sentence")
    void badLinks() {
        var text = LINK.text();
        assertTrue(sentence("https://example.org/#x").contains("anode://pair/"));
        assertTrue(sentence("anode://join/" + text.substring(13)).contains("anode://pair/"));
        assertTrue(sentence(text.substring(0, text.length() - 1)).contains("cut off"));
        assertTrue(sentence(text.substring(0, text.indexOf('#'))).contains("cut off"));
        var random = new Random(3);
        for (int round = 0; round < 500; round++) {
            int at = 17 + random.nextInt(text.length() - 17); // behind the version
            if (text.charAt(at) == '#') continue;
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            assertTrue(sentence(text.substring(0, at) + other + text.substring(at + 1))
                    .contains("altered"));
        }
    }

    @Test
    @DisplayName("R15 the room of a link is another one than that of an invite with the same secret")
    void room() {
        assertNotEquals(Lobby.room(LINK.secret()).room(), Lobby.room(LINK).room());
        assertNotEquals(LINK.secret(), Lobby.room(LINK).secret());
    }

    @Test
    @DisplayName("R15 the bytes of a pairing's messages and of what is kept never change")
    void golden() {
        assertEquals(
                "83016361736b82" + "5820" + "01".repeat(32) + "6442656c61",
                PairingCodec.encode(MESSAGES.getFirst()).toHex());
        assertEquals(
                "830162" + "6e6f" + "8101", PairingCodec.encode(MESSAGES.get(6)).toHex());
        assertEquals(
                "830164" + "646f6e65" + "80",
                PairingCodec.encode(MESSAGES.get(5)).toHex());
        assertEquals(
                "830163" + "796573" + "82" + "50" + "04".repeat(16) + "5840" + "05".repeat(64),
                PairingCodec.encode(MESSAGES.get(3)).toHex());
        assertEquals(
                "8501" + "5820" + BELA.keys().publicKey().toHex() + "5820"
                        + BELA.keys().agreementKey().toHex() + "6e"
                        + Bytes.utf8("Bela’s phone").toHex() + "5840"
                        + VOUCHER.signature().toHex(),
                PAIRED.encode().toHex());
        assertEquals(new Parsed.Ok<>(PAIRED), PairedDevice.decode(PAIRED.encode()));
    }

    @Test
    @DisplayName("R13 random, changed and cut messages are a value, never an exception")
    void fuzz() {
        for (var message : MESSAGES)
            assertEquals(new Parsed.Ok<>(message), PairingCodec.decode(PairingCodec.encode(message)));
        var random = new Random(4);
        for (int round = 0; round < 10_000; round++) {
            var bytes = PairingCodec.encode(MESSAGES.get(random.nextInt(MESSAGES.size())))
                    .toArray();
            for (int i = random.nextInt(4); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var cut = Bytes.wrap(bytes).slice(0, random.nextInt(bytes.length + 1));
            if (PairingCodec.decode(cut) instanceof Parsed.Ok<PairingMessage>(var message))
                assertEquals(new Parsed.Ok<>(message), PairingCodec.decode(PairingCodec.encode(message)));
            assertInstanceOf(Parsed.Malformed.class, PairedDevice.decode(cut));
        }
        assertInstanceOf(Parsed.Malformed.class, PairingCodec.decode(filled(PairingCodec.MESSAGE_BYTES_MAX + 1, 0x80)));
    }
}
