package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.share.Guests.LINK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.anode.node.replicate.Members;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LobbyCodecTest {
    private static final LobbyMessage.Request REQUEST =
            new LobbyMessage.Request(ANNA.person(), "Anna", ANNA.keys().agreementKey());
    private static final LobbyMessage.Welcome WELCOME =
            new LobbyMessage.Welcome(NOTEBOOK, List.of(ROOT.encoded()), 1, filled(80, 3));
    private static final List<LobbyMessage> ALL = all();

    private static List<LobbyMessage> all() {
        var all = new ArrayList<LobbyMessage>(List.of(REQUEST, WELCOME));
        for (var why : LobbyMessage.Why.values()) all.add(new LobbyMessage.Refused(why));
        return all;
    }

    @Test
    void every_message_comes_out_as_it_went_in() {
        for (var message : ALL) assertEquals(new Parsed.Ok<>(message), decode(encode(message)));
    }

    @Test
    @DisplayName("MB-6 the bytes of a lobby's messages never change")
    void golden() {
        var refused = encode(new LobbyMessage.Refused(LobbyMessage.Why.USED_UP)).toHex();
        assertTrue(refused.startsWith("8401677265667573656481025840"), refused);
        assertEquals(
                "d09e53071640d907d7cb3921ea7a92c42a39477ce7a6c7b0dfb07b3e5b4fe120a172f159c0073409a8541cc50f9ffa934e70e859572eaf0817f6e288b8ec8405",
                refused.substring(28));
        var request = encode(REQUEST).toHex();
        assertTrue(
                request.startsWith("8401677265717565737483" + "50" + "01".repeat(16) + "64416e6e61" + "5820"
                        + ANNA.keys().agreementKey().toHex() + "5840"),
                request);
    }

    @Test
    @DisplayName("MB-6 what was not signed for this link and this device by its sender is malformed")
    void signatures_are_for_one_lobby_and_one_receiver() {
        var encoded = encode(WELCOME);
        var key = ANNA.keys().publicKey();
        assertMalformed(LobbyCodec.decode(encoded, LINK.id(), ANNA.device(), key));
        assertMalformed(LobbyCodec.decode(encoded, InviteId.of(filled(32, 1)), BELA.device(), key));
        assertMalformed(
                LobbyCodec.decode(encoded, LINK.id(), BELA.device(), BELA.keys().publicKey()));
    }

    @Test
    @DisplayName("SY-14 a message with any byte changed or cut is malformed, never an exception")
    void fuzz() {
        var random = new Random(4);
        for (var message : ALL) {
            var encoded = encode(message);
            for (int at = 0; at < encoded.size(); at++) {
                var bytes = encoded.toArray();
                bytes[at] ^= (byte) (1 + random.nextInt(255));
                assertMalformed(decode(Bytes.wrap(bytes)));
                assertMalformed(decode(encoded.slice(0, at)));
            }
        }
        for (int round = 0; round < 5_000; round++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertMalformed(decode(Bytes.wrap(bytes)));
        }
    }

    @Test
    @DisplayName("R10 a message over its limits is malformed")
    void limits() {
        assertMalformed(decode(filled(LobbyCodec.MESSAGE_BYTES_MAX + 1, 0)));
        var tooMany = Collections.nCopies(Members.STATEMENTS_MAX + 1, filled(1, 1));
        assertMalformed(decode(encode(new LobbyMessage.Welcome(NOTEBOOK, tooMany, 1, filled(80, 3)))));
        assertMalformed(decode(encode(new LobbyMessage.Welcome(NOTEBOOK, List.of(), 1, filled(300, 3)))));
        assertMalformed(decode(encode(new LobbyMessage.Request(ANNA.person(), "x".repeat(65), filled(32, 1)))));
        assertMalformed(decode(encode(new LobbyMessage.Request(ANNA.person(), "two\nlines", filled(32, 1)))));
    }

    @Test
    @DisplayName("R13 an unknown kind or version is malformed, not an error")
    void unknown_kinds() {
        var signature = filled(64, 0);
        assertMalformed(decode(CborWriter.array(
                4, out -> out.number(1).text("news").list(0, _ -> {}).bytes(signature))));
        assertMalformed(decode(CborWriter.array(
                4,
                out -> out.number(2).text("refused").list(1, _ -> out.number(1)).bytes(signature))));
    }

    private static Bytes encode(LobbyMessage message) {
        return LobbyCodec.encode(message, LINK.id(), BELA.device(), ANNA.keys());
    }

    private static Parsed<LobbyMessage> decode(Bytes encoded) {
        return LobbyCodec.decode(encoded, LINK.id(), BELA.device(), ANNA.keys().publicKey());
    }

    private static void assertMalformed(Parsed<LobbyMessage> parsed) {
        assertInstanceOf(Parsed.Malformed.class, parsed);
    }
}
