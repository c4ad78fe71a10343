package org.anode.schema;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over what is added, one part after the other, without a copy of the parts. Belongs to one thread. */
public final class Sha256 {
    /** Never used itself: a copy of it costs a tenth of asking the platform for a new one. */
    private static final MessageDigest BLANK = blank();

    private final MessageDigest digest = copyOfBlank();

    private static MessageDigest blank() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static MessageDigest copyOfBlank() {
        try {
            return (MessageDigest) BLANK.clone();
        } catch (CloneNotSupportedException _) {
            return blank(); // a provider of the platform's owner
        }
    }

    public Sha256 add(byte one) {
        digest.update(one);
        return this;
    }

    public Sha256 add(Bytes part) {
        return add(part, 0, part.size());
    }

    /** The bytes {@code [from, to)} of {@code part}. */
    public Sha256 add(Bytes part, int from, int to) {
        part.addTo(digest, from, to);
        return this;
    }

    /** Over all that was added; nothing may be added after it. */
    public Bytes hash() {
        return Bytes.wrap(digest.digest());
    }
}
