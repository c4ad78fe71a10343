package org.anode.node.identity;

import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.anode.schema.Bytes;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A key that follows from what a person remembers: Argon2id (RFC 9106), so that each guess costs memory and time. It seals
 * with ChaCha20-Poly1305. Not a record, so that no secret gets into a log by {@code toString}. Immutable; any thread.
 */
final class PassphraseKey {
    static final int SALT_BYTES = 16;
    static final int NONCE_BYTES = 12;

    private static final int KEY_BYTES = 32;

    /** One: what a guesser could do at the same time, this computer need not. */
    private static final int LANES = 1;

    private final Bytes key;

    private PassphraseKey(Bytes key) {
        this.key = key;
    }

    /** What a guess costs. */
    record Cost(int memoryKiB, int passes) {
        /** About a second. */
        static final Cost USUAL = new Cost(64 << 10, 3);

        /** Whoever writes a file must not take more of the reader's memory. */
        static final int MEMORY_KIB_MAX = 256 << 10;

        /** With the most memory that is half a minute at most. */
        static final int PASSES_MAX = 16;

        /** Argon2's own: eight blocks of 1 KiB a lane. */
        static final int MEMORY_KIB_MIN = 8;

        Cost {
            if (memoryKiB < MEMORY_KIB_MIN || memoryKiB > MEMORY_KIB_MAX)
                throw new IllegalArgumentException("memory of " + memoryKiB + " KiB");
            if (passes < 1 || passes > PASSES_MAX) throw new IllegalArgumentException(passes + " passes");
        }
    }

    /** The same for every way in which a keyboard may write a letter with its accents. */
    static PassphraseKey of(String passphrase, Bytes salt, Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKiB)
                .withIterations(cost.passes)
                .withParallelism(LANES)
                .withSalt(salt.toArray())
                .build());
        var key = new byte[KEY_BYTES];
        generator.generateBytes(
                Bytes.utf8(Normalizer.normalize(passphrase, Normalizer.Form.NFC))
                        .toArray(),
                key);
        return new PassphraseKey(Bytes.wrap(key));
    }

    /**
     * @param nonce  {@link #NONCE_BYTES}, once for each key
     * @param beside is not hidden, and must be the same when it is opened
     */
    Bytes seal(Bytes nonce, Bytes beside, Bytes plain) {
        try {
            return Bytes.wrap(cipher(Cipher.ENCRYPT_MODE, nonce, beside).doFinal(plain.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has ChaCha20-Poly1305", e);
        }
    }

    /** Empty if it was sealed with another key, or anything was changed. */
    Optional<Bytes> open(Bytes nonce, Bytes beside, Bytes sealed) {
        try {
            return Optional.of(
                    Bytes.wrap(cipher(Cipher.DECRYPT_MODE, nonce, beside).doFinal(sealed.toArray())));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has ChaCha20-Poly1305", e);
        }
    }

    private Cipher cipher(int mode, Bytes nonce, Bytes beside) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key.toArray(), "ChaCha20"), new IvParameterSpec(nonce.toArray()));
        cipher.updateAAD(beside.toArray());
        return cipher;
    }
}
