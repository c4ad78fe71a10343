package org.anode.relay.wire;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Checks signatures by raw public keys with the JDK's Ed25519; about a millisecond each. */
public final class Ed25519 {
    /** What X.509 puts before the 32 bytes of an Ed25519 key (RFC 8410). */
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** False for whatever is wrong: the signature, the text, or a key that is none. */
    public static boolean verify(Bytes key, Bytes text, Signature signature) {
        try {
            var encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + key.size());
            key.asReadOnlyBuffer().get(encoded, X509_HEAD.length, key.size());
            var check = java.security.Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(text.asReadOnlyBuffer());
            return check.verify(signature.value().toArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
