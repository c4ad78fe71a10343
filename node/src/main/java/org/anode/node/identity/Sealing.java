package org.anode.node.identity;

import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * Secrets for one device only: HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and ChaCha20-Poly1305. Sealed form:
 * {@code encapsulated key (32) ‖ ciphertext ‖ tag (16)}. It hides, and says nothing of who sealed. Pure; any thread.
 */
public final class Sealing {
    /** Randomness that {@link #seal} needs. */
    public static final int SEED_BYTES = 32;

    /** What is sealed is so much longer. */
    public static final int OVERHEAD_BYTES = DeviceKeys.AGREEMENT_KEY_BYTES + 16;

    private static final byte[] NOTHING_BESIDE = {};

    private Sealing() {}

    /**
     * @param to   the device's X25519 key; one without a secret of its own is malformed
     * @param seed {@link #SEED_BYTES} fresh bytes from a secure random source
     * @param info what it is for: opens only with the same
     */
    public static Parsed<Bytes> seal(Bytes to, Bytes seed, Bytes info, Bytes plain) {
        if (to.size() != DeviceKeys.AGREEMENT_KEY_BYTES) return new Malformed<>("not an agreement key");
        var hpke = hpke();
        try {
            var context = hpke.setupBaseS(
                    hpke.deserializePublicKey(to.toArray()), info.toArray(), hpke.deriveKeyPair(seed.toArray()));
            var sealed = context.seal(NOTHING_BESIDE, plain.toArray());
            return new Ok<>(Bytes.concat(Bytes.wrap(context.getEncapsulation()), Bytes.wrap(sealed)));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException _) {
            return new Malformed<>("an agreement key that nobody can have");
        }
    }

    /** What {@link #seal} hid, with the same {@code info}, for the device with these keys. */
    public static Parsed<Bytes> open(DeviceKeys keys, Bytes info, Bytes sealed) {
        if (sealed.size() < OVERHEAD_BYTES) return new Malformed<>("too short to be sealed");
        var hpke = hpke();
        var encapsulated = sealed.slice(0, DeviceKeys.AGREEMENT_KEY_BYTES).toArray();
        var ciphertext =
                sealed.slice(DeviceKeys.AGREEMENT_KEY_BYTES, sealed.size()).toArray();
        var pair = hpke.deserializePrivateKey(
                keys.agreementSecret().toArray(), keys.agreementKey().toArray());
        try {
            var context = hpke.setupBaseR(encapsulated, pair, info.toArray());
            return new Ok<>(Bytes.wrap(context.open(NOTHING_BESIDE, ciphertext)));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException _) {
            return new Malformed<>("not sealed for this device and this purpose");
        }
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }
}
