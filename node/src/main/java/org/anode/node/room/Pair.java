package org.anode.node.room;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.anode.node.identity.Hkdf;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * The frames between two sessions on one link: {@code 2 ‖ epoch (8) ‖ counter (8) ‖ ChaCha20-Poly1305}. Each direction has a
 * key of its own, from the room's secret, both sessions' shares, challenges and device keys, so that nobody else in the
 * room can make or read them, and none of another link or direction is taken. The counter is the nonce; lower ones than
 * the last are dropped. No randomness; belongs to one thread.
 */
final class Pair {
    /** Frames of the {@link org.anode.node.transport.RoomCipher} begin with 1. */
    static final byte VERSION = 2;

    private static final int HEADER_BYTES = 1 + Long.BYTES + Long.BYTES;
    private static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final Bytes DOMAIN = Bytes.utf8("anode-pair-1");

    /** What a frame is longer than what it holds. */
    static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;

    private final long epoch;
    private final SecretKey ours;
    private final SecretKey theirs;
    private long lastSealed;
    private long lastOpened;

    private Pair(long epoch, SecretKey ours, SecretKey theirs) {
        this.epoch = epoch;
        this.ours = ours;
        this.theirs = theirs;
    }

    /**
     * @param shared what only these two sessions know
     * @param here   all that tells our end of the link from others, as long as {@code there}
     */
    static Pair of(RoomSecret room, Bytes shared, Bytes here, Bytes there) {
        return new Pair(room.epoch(), key(room, shared, here, there), key(room, shared, there, here));
    }

    private static SecretKey key(RoomSecret room, Bytes shared, Bytes from, Bytes to) {
        var info = Bytes.concat(DOMAIN, number(room.epoch()), room.room().value(), from, to);
        return new SecretKeySpec(
                Hkdf.derive(room.secret(), shared, info, KEY_BYTES).toArray(), "ChaCha20");
    }

    static boolean isOne(Bytes frame) {
        return !frame.isEmpty() && frame.at(0) == VERSION;
    }

    Bytes seal(Bytes plain) {
        long counter = ++lastSealed;
        var header = Bytes.concat(Bytes.wrap(new byte[] {VERSION}), number(epoch), number(counter));
        try {
            return Bytes.concat(header, crypt(Cipher.ENCRYPT_MODE, ours, counter, header.toArray(), plain.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has ChaCha20-Poly1305", e);
        }
    }

    /** What the other side sealed; not what was taken before, nor what is older. */
    Parsed<Bytes> open(Bytes frame) {
        if (frame.size() < OVERHEAD_BYTES) return new Malformed<>("too short for a frame");
        if (!isOne(frame)) return new Malformed<>("unknown version of frame");
        var fields = frame.asReadOnlyBuffer().position(1);
        if (fields.getLong() != epoch) return new Malformed<>("another epoch");
        long counter = fields.getLong();
        if (counter <= lastOpened) return new Malformed<>("an old counter");
        return open(counter, frame.toArray(0, HEADER_BYTES), frame.toArray(HEADER_BYTES, frame.size()));
    }

    private Parsed<Bytes> open(long counter, byte[] header, byte[] sealed) {
        try {
            var plain = crypt(Cipher.DECRYPT_MODE, theirs, counter, header, sealed);
            lastOpened = counter;
            return new Ok<>(plain);
        } catch (AEADBadTagException _) {
            return new Malformed<>("not sealed by this peer for us");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has ChaCha20-Poly1305", e);
        }
    }

    private static Bytes crypt(int mode, SecretKey key, long counter, byte[] header, byte[] text)
            throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(NONCE_BYTES - Long.BYTES, counter);
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, key, new IvParameterSpec(nonce.array()));
        cipher.updateAAD(header);
        return Bytes.wrap(cipher.doFinal(text));
    }

    private static Bytes number(long value) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
}
