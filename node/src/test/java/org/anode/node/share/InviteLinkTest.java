package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.anode.node.share.Guests.LINK;
import static org.anode.node.share.Guests.PLACES;
import static org.anode.node.share.Guests.TERMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.anode.node.room.RoomSecret;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InviteLinkTest {
    private static final String TEXT = LINK.text();

    @Test
    @DisplayName("MB-6 a link says what it gives, whose it is and where to find them")
    void there_and_back() {
        assertEquals(new Parsed.Ok<>(LINK), InviteLink.parse(TEXT));
        var nowhere = InviteLink.signed(
                NOTEBOOK, "", MeetingPlaces.NONE, ROOT.grant(), "", TERMS, filled(32, 6), ANNA.keys());
        assertEquals(new Parsed.Ok<>(nowhere), InviteLink.parse(nowhere.text()));
        assertEquals(ANNA.device(), LINK.issuerDevice());
    }

    @Test
    @DisplayName("MB-6 the text of a link never changes")
    void golden() {
        assertEquals(
                "anode://join/jQFYIGxQKYM5Wf0v5E7DTBX_fnyUkaUx9iHy9sUCvlIOVqD5ZVRyZWVzgXgZd3NzOi8vcmVsYXk"
                        + "uZXhhbXBsZS9hbm9kZYGCaTE5Mi4wLjIuNxkeeFggbFApgzlZ_S_kTsNMFf9-fJSRpTH2IfL2xQK-Ug5WoPlYIIq"
                        + "I4910CfGV_VLbLTy6XXLKZwm_HZQSG_N0iAG0D29cb0FubmHigJlzIGxhcHRvcAIDGmtTDIAAWEAYruDpUMwSdJ-"
                        + "y5LjbH0CQY_Pci-BF-zUzFhVqDtO0B0uPqj9GAW23In-UGrA_Bc_RfngwUWvGsCQbyfAwLpYG#BQUFBQUFBQUFBQ"
                        + "UFBQUFBQUFBQUFBQUFBQUFBQUFBQU",
                TEXT);
        assertEquals("egsmyhlptjarcjqguq2n6hzcka", LINK.id().toString());
        assertEquals(
                "e6bdb29468e822acc0f15550198ec55cdadc2fbfcf0fde60eed01f7699c9b8c0",
                Lobby.room(LINK.joinSecret()).secret().toHex());
    }

    @Test
    void mail_programs_may_wrap_it() {
        var wrapped = TEXT.replaceAll("(.{60})", "$1\r\n> ");
        for (var text : List.of(
                "  " + TEXT + "\n",
                "<" + TEXT + ">",
                "“" + TEXT + "”",
                wrapped,
                "\u200b" + TEXT + "\u00a0",
                TEXT.replace("anode://join/", "Anode://Join/")))
            assertEquals(new Parsed.Ok<>(LINK), InviteLink.parse(text), text);
    }

    @Test
    @DisplayName("MB-6 a link with any character changed is refused")
    void every_character_counts() {
        for (int at = 0; at < TEXT.length(); at++) {
            var changed = new StringBuilder(TEXT);
            changed.setCharAt(at, TEXT.charAt(at) == 'A' ? 'B' : 'A');
            var parsed = InviteLink.parse(changed.toString());
            if (parsed instanceof Parsed.Ok<InviteLink>(var link)) assertEquals(LINK, link, "character " + at);
            else assertInstanceOf(Parsed.Malformed.class, parsed);
        }
    }

    @Test
    @DisplayName("MB-6 a link with any byte changed is refused, those of the join secret too")
    void every_bit_counts() {
        var encoded = LinkCodec.encode(LINK);
        for (int at = 0; at < encoded.size(); at++)
            assertInstanceOf(Parsed.Malformed.class, InviteLink.parse(text(flipped(encoded, at), LINK.joinSecret())));
        for (int at = 0; at < LINK.joinSecret().size(); at++)
            assertSentence("altered", text(encoded, flipped(LINK.joinSecret(), at)));
    }

    @Test
    @DisplayName("MB-6 what is wrong with a link is said: cut off, none at all, altered, of a newer version")
    void sentences() {
        for (int length = 1; length < TEXT.length(); length++) {
            var what = InviteLink.parse(TEXT.substring(0, length));
            assertTrue(assertInstanceOf(Parsed.Malformed.class, what).reason().contains("cut off"), "" + length);
        }
        assertSentence("not an Anode link", "");
        assertSentence("not an Anode link", "https://example.org/#x");
        assertSentence("not an Anode link", "x".repeat(20_000));
        assertSentence("altered", TEXT + "A");
        assertSentence("altered", TEXT.replace("#", "#!"));
        var newer = CborWriter.array(2, out -> out.number(2).text("who knows"));
        assertSentence("newer Anode", text(newer, LINK.joinSecret()));
    }

    @Test
    @DisplayName("SY-14 random and changed links are a value, never an exception")
    void fuzz() {
        var random = new Random(4);
        var encoded = LinkCodec.encode(LINK);
        for (int round = 0; round < 5_000; round++) {
            var bytes = round % 2 == 0 ? new byte[random.nextInt(300)] : encoded.toArray();
            if (round % 2 == 0) random.nextBytes(bytes);
            else bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            assertInstanceOf(Parsed.Malformed.class, InviteLink.parse(text(Bytes.wrap(bytes), LINK.joinSecret())));
            var noise = random.ints(random.nextInt(200), 0, 0x11000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            assertInstanceOf(Parsed.Malformed.class, InviteLink.parse("anode://join/" + noise));
        }
    }

    @Test
    @DisplayName("R15 the join secret is in no text but the link itself")
    void secrets_are_not_printed() {
        var secret = LINK.joinSecret();
        var invite = Guests.open(LINK);
        for (var printed : Stream.of(LINK, invite, invite.usedBy(ANNA.device()), new RoomSecret(secret, 1))
                .map(Object::toString)
                .toList()) {
            assertFalse(printed.contains(secret.toHex().substring(0, 8)), printed);
            assertFalse(printed.contains(secret.toString()), printed);
        }
        assertNotEquals(secret, Lobby.room(secret).secret());
    }

    @Test
    void titles_and_names_are_one_short_line() {
        var long101 = "x".repeat(99) + "😀";
        var link = InviteLink.signed(
                NOTEBOOK, long101, PLACES, ROOT.grant(), "a\nb\u202ec", TERMS, filled(32, 6), ANNA.keys());
        assertEquals("x".repeat(99), link.title());
        assertEquals("a b c", link.issuer().name());
        assertEquals(new Parsed.Ok<>(link), InviteLink.parse(link.text()));
    }

    @Test
    void the_longest_link_is_taken() {
        var relay = "wss://" + "r".repeat(MeetingPlaces.RELAY_CHARS_MAX - 6);
        var hint = new LanHint("2001:db8::1", 65_535);
        var places = new MeetingPlaces(
                java.util.Collections.nCopies(MeetingPlaces.PLACES_MAX, relay),
                java.util.Collections.nCopies(MeetingPlaces.PLACES_MAX, hint));
        var link = InviteLink.signed(
                NOTEBOOK, "語".repeat(100), places, ROOT.grant(), "語".repeat(64), TERMS, filled(32, 6), ANNA.keys());
        assertEquals(new Parsed.Ok<>(link), InviteLink.parse(link.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "printer.local", "10.0.0.1 ", "1111111111111111111111111111111111111111111111", "a/b"})
    void a_hint_is_an_address_in_digits(String host) {
        assertThrows(IllegalArgumentException.class, () -> new LanHint(host, 7800));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://relay.example", "wss://", "wss://a b", "wss://a\n"})
    void a_relay_is_a_web_socket(String relay) {
        assertThrows(IllegalArgumentException.class, () -> new MeetingPlaces(List.of(relay), List.of()));
    }

    @Test
    void hints_are_written_as_people_write_them() {
        assertEquals("192.0.2.7:7800", new LanHint("192.0.2.7", 7800).toString());
        assertEquals("[fe80::1]:7800", new LanHint("fe80::1", 7800).toString());
    }

    private static void assertSentence(String part, String link) {
        var reason =
                assertInstanceOf(Parsed.Malformed.class, InviteLink.parse(link)).reason();
        assertTrue(reason.contains(part), reason);
    }

    private static Bytes flipped(Bytes bytes, int at) {
        var copy = bytes.toArray();
        copy[at] ^= 1;
        return Bytes.wrap(copy);
    }

    private static String text(Bytes encoded, Bytes secret) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return "anode://join/" + base64.encodeToString(encoded.toArray()) + "#"
                + base64.encodeToString(secret.toArray());
    }
}
