package org.anode.node.transport;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
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
import org.jspecify.annotations.Nullable;

/**
 * Frames of one room in one epoch, as outsiders see them: {@code version (1) ‖ epoch (8) ‖ sender session (16) ‖ counter
 * (8) ‖ ChaCha20-Poly1305}. Every sender session has a key of its own, so the counter is the nonce; the header is
 * authenticated, the room with it. Who holds the secret can speak under any session and whoever saw a frame can play it
 * again: who it is, and that it is now, those above prove (RO-2).
 *
 * <p>No randomness, no clock; belongs to one thread.
 */
public final class RoomCipher {
    public static final int SECRET_BYTES = 32;
    public static final int SESSION_BYTES = 16;

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + Long.BYTES + SESSION_BYTES + Long.BYTES;
    private static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    /** What a frame is longer than what it holds. */
    public static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;

    /** Sessions whose keys are remembered, those heard longest ago are forgotten first: far more than peers at once. */
    private static final int SESSIONS_MAX = 1_024;

    private static final Bytes KEY_DOMAIN = Bytes.utf8("anode-frame-1");

    /** @param session which session of a sender it came from, {@link #SESSION_BYTES} long */
    public record Opened(Bytes session, long counter, Bytes plain) {}

    private final Bytes secret;
    private final long epoch;
    private final RoomId room;
    private final Bytes session;
    private final SecretKey key;
    private final SequencedMap<Bytes, SecretKey> heard = new LinkedHashMap<>(16, 0.75f, true);
    private long lastCounter;

    /**
     * @param secret  the epoch's, {@link #SECRET_BYTES} long
     * @param session ours: {@link #SESSION_BYTES} from a secure random source, never used before
     */
    public RoomCipher(Bytes secret, long epoch, Bytes session) {
        if (session.size() != SESSION_BYTES) throw new IllegalArgumentException("session of " + session.size());
        this.secret = secret;
        this.epoch = epoch;
        this.room = RoomPass.of(secret, epoch).id();
        this.session = session;
        this.key = key(session);
    }

    public RoomId room() {
        return room;
    }

    /** The next frame of our session. */
    public Bytes seal(Bytes plain) {
        long counter = ++lastCounter;
        var header = Bytes.concat(Bytes.wrap(new byte[] {VERSION}), number(epoch), session, number(counter));
        try {
            return Bytes.concat(header, crypt(Cipher.ENCRYPT_MODE, key, counter, header, plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has ChaCha20-Poly1305", e);
        }
    }

    /** What a frame of another session holds; not ours. The same frame opens again and again. */
    public Parsed<Opened> open(Bytes frame) {
        if (frame.size() < OVERHEAD_BYTES) return new Malformed<>("too short for a frame");
        if (frame.at(0) != VERSION) return new Malformed<>("unknown version of frame");
        var header = frame.slice(0, HEADER_BYTES);
        var fields = header.asReadOnlyBuffer().position(1);
        if (fields.getLong() != epoch) return new Malformed<>("another epoch");
        var from = header.slice(1 + Long.BYTES, 1 + Long.BYTES + SESSION_BYTES);
        long counter = fields.getLong(HEADER_BYTES - Long.BYTES);
        if (from.equals(session)) return new Malformed<>("our own session");
        return open(from, counter, header, frame.slice(HEADER_BYTES, frame.size()));
    }

    private Parsed<Opened> open(Bytes from, long counter, Bytes header, Bytes sealed) {
        @Nullable SecretKey known = heard.get(from);
        var theirs = known == null ? key(from) : known;
        try {
            var plain = crypt(Cipher.DECRYPT_MODE, theirs, counter, header, sealed);
            remember(from, theirs);
            return new Ok<>(new Opened(from, counter, plain));
        } catch (AEADBadTagException _) {
            return new Malformed<>("not sealed with this room's secret");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has ChaCha20-Poly1305", e);
        }
    }

    /** Only of frames that were genuine: strangers make us forget nothing. */
    private void remember(Bytes from, SecretKey theirs) {
        heard.put(from, theirs);
        if (heard.size() > SESSIONS_MAX) heard.pollFirstEntry();
    }

    private Bytes crypt(int mode, SecretKey with, long counter, Bytes header, Bytes text)
            throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(NONCE_BYTES - Long.BYTES, counter);
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, with, new IvParameterSpec(nonce.array()));
        cipher.updateAAD(room.value().toArray());
        cipher.updateAAD(header.toArray());
        return Bytes.wrap(cipher.doFinal(text.toArray()));
    }

    private SecretKey key(Bytes of) {
        var info = Bytes.concat(KEY_DOMAIN, number(epoch), room.value(), of);
        return new SecretKeySpec(Hkdf.derive(secret, info, KEY_BYTES).toArray(), "ChaCha20");
    }

    private static Bytes number(long value) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
}
