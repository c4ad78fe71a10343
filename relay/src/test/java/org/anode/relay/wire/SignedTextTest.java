package org.anode.relay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignedTextTest {
    private static final Nonce NONCE = new Nonce(Bytes.hex("11".repeat(32)));
    private static final RelayName NAME = new RelayName("relay.example");

    @Test
    @DisplayName("RL-5 the text a client signs names the relay and the connection")
    void auth() {
        assertEquals(
                Bytes.utf8("anode-relay-auth-1relay.example").toHex() + "11".repeat(32),
                SignedText.auth(NAME, NONCE).toHex());
    }

    @Test
    @DisplayName("RL-6 the text a room's key signs names the relay, the connection, the client and the room")
    void join() {
        var client = new ClientKey(Bytes.hex("22".repeat(32)));
        var room = new RoomKey(Bytes.hex("33".repeat(32)));
        assertEquals(
                Bytes.utf8("anode-relay-join-1relay.example").toHex()
                        + "11".repeat(32)
                        + "22".repeat(32)
                        + "33".repeat(32),
                SignedText.join(NAME, NONCE, client, room).toHex());
    }

    @Test
    @DisplayName("RL-5 a signature counts for its text and key only")
    void verify() {
        var signer = KeyPairSigner.generate();
        var key = Bytes.wrap(signer.publicKey());
        var text = SignedText.auth(NAME, NONCE);
        var signature = new Signature(Bytes.wrap(signer.sign(text.toArray())));
        assertTrue(Ed25519.verify(key, text, signature));
        assertFalse(Ed25519.verify(key, SignedText.auth(new RelayName("other.example"), NONCE), signature));
        assertFalse(Ed25519.verify(Bytes.wrap(KeyPairSigner.generate().publicKey()), text, signature));
        assertFalse(Ed25519.verify(Bytes.hex("ff".repeat(32)), text, signature));
        assertFalse(Ed25519.verify(Bytes.EMPTY, text, signature));
        assertFalse(Ed25519.verify(key, text, new Signature(Bytes.hex("ff".repeat(64)))));
    }

    @Test
    @DisplayName("RL-5 signatures are those of RFC 8032, test 2")
    void standard() {
        var key = Bytes.hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        var signature = new Signature(Bytes.hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
        assertTrue(Ed25519.verify(key, Bytes.hex("72"), signature));
        assertFalse(Ed25519.verify(key, Bytes.hex("73"), signature));
    }

    @Test
    @DisplayName("RL-5 a relay's name has no port, no capitals and no trailing dot")
    void names() {
        assertEquals(Optional.of(NAME), RelayName.of("Relay.Example."));
        assertEquals(Optional.of(NAME), RelayName.ofHostHeader("relay.example:8443"));
        assertEquals(Optional.of(new RelayName("[::1]")), RelayName.ofHostHeader("[::1]:80"));
        assertEquals(Optional.of(new RelayName("[::1]")), RelayName.ofHostHeader("[::1]"));
        assertEquals(Optional.empty(), RelayName.of("relay.example/"));
        assertEquals(Optional.empty(), RelayName.of(""));
        assertEquals(Optional.empty(), RelayName.of("a".repeat(254)));
    }
}
