package org.anode.schema;

import java.util.regex.Pattern;

/**
 * One kernel process's life; fresh for every process, never used again (EX-3). An id that {@link #of} made tells whose the
 * session is, so that nobody else can write its outputs or say that he holds it (MB-5).
 */
public record SessionId(String value) implements Comparable<SessionId> {
    /** No two sessions of a grant meet. */
    public static final int NONCE_BYTES = 10;

    /** To find another grant that fits an id takes 2^80 grants. */
    private static final int MARK_BYTES = 10;

    private static final Pattern MARKED = Pattern.compile("[a-z2-7]{16}-[a-z2-7]{16}");
    private static final Bytes DOMAIN = Bytes.utf8("anode-session");

    public SessionId {
        if (!Names.isValid(value)) throw new IllegalArgumentException("not a session id: " + value);
    }

    /** @param nonce {@link #NONCE_BYTES} fresh random bytes */
    public static SessionId of(GrantId grant, Bytes nonce) {
        if (nonce.size() != NONCE_BYTES) throw new IllegalArgumentException("nonce of " + nonce.size() + " bytes");
        return marked(grant, nonce.toBase32());
    }

    private static SessionId marked(GrantId grant, String nonce) {
        var hash = Bytes.concat(DOMAIN, grant.value(), Bytes.utf8(nonce)).sha256();
        return new SessionId(nonce + "-" + hash.slice(0, MARK_BYTES).toBase32());
    }

    /** Whether the session can be the grant's. One whose id says nothing, as ids did once, can be anybody's. */
    public boolean canBeOf(GrantId grant) {
        if (!MARKED.matcher(value).matches()) return true;
        return equals(marked(grant, value.substring(0, value.indexOf('-'))));
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
