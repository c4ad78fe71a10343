package org.anode.relay.wire;

/** An Ed25519 private key that stays where it is. Any thread; signing may take a millisecond. */
public interface Signer {
    /** The raw public key, 32 bytes. */
    byte[] publicKey();

    /** @return 64 bytes */
    byte[] sign(byte[] text);
}
