package org.anode.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.Test;

final class SignaturesTest {
    private static final Bytes SEED = Bytes.hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    @Test
    void the_first_vector_of_rfc_8032() {
        var key = Signatures.publicKey(SEED);
        assertEquals("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", key.toHex());
        var signature = Signatures.sign(SEED, Bytes.EMPTY);
        assertEquals(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                signature.toHex());
        assertTrue(Signatures.verify(key, Bytes.EMPTY, signature));
    }

    @Test
    void the_jdk_agrees() throws GeneralSecurityException {
        var message = Bytes.utf8("hello");
        var header = Bytes.hex("302a300506032b6570032100"); // X.509 of an Ed25519 key
        var key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Bytes.concat(header, Signatures.publicKey(SEED)).toArray()));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(message.toArray());
        assertTrue(verifier.verify(Signatures.sign(SEED, message).toArray()));
    }

    @Test
    void what_is_ill_formed_is_not_signed() {
        var key = Signatures.publicKey(SEED);
        var signature = Signatures.sign(SEED, Bytes.utf8("a"));
        assertFalse(Signatures.verify(key, Bytes.utf8("b"), signature));
        assertFalse(Signatures.verify(key, Bytes.utf8("a"), signature.slice(0, 63)));
        assertFalse(Signatures.verify(key.slice(0, 31), Bytes.utf8("a"), signature));
        assertFalse(Signatures.verify(Bytes.wrap(new byte[32]), Bytes.utf8("a"), signature));
    }
}
