package org.anode.relay.wire;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;

/** A {@link Signer} over the JDK's Ed25519, for tools and tests; nodes bring a faster one. */
public final class KeyPairSigner implements Signer {
    private final KeyPair pair;

    private KeyPairSigner(KeyPair pair) {
        this.pair = pair;
    }

    public static KeyPairSigner generate() {
        try {
            return new KeyPairSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    @Override
    public byte[] publicKey() {
        var encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - ClientKey.SIZE_BYTES, encoded.length);
    }

    @Override
    public byte[] sign(byte[] text) {
        try {
            var signing = java.security.Signature.getInstance("Ed25519");
            signing.initSign(pair.getPrivate());
            signing.update(text);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }
}
