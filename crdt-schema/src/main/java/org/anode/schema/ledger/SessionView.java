package org.anode.schema.ledger;

import java.util.Optional;
import org.anode.schema.DeviceId;
import org.anode.schema.SessionId;

/**
 * A kernel session as every replica with the same ledgers sees it.
 *
 * @param ledger         the ledger that holds it
 * @param host           the device its process lives on
 * @param scope          {@code "all"} or {@code "own/<person>"}
 * @param ended          why it ended, as a sentence for people; empty while it lives (EX-4)
 * @param endWritten     whether an {@code ended} record says so, and not only a later start or a revocation
 * @param outputsDropped its outputs document was removed by its writer (documents.md)
 */
public record SessionView(
        SessionId id,
        LedgerId ledger,
        DeviceId host,
        String scope,
        long generation,
        String spec,
        String serves,
        Optional<String> ended,
        boolean endWritten,
        boolean outputsDropped) {
    /** The scope of the session that serves everybody. */
    public static final String SCOPE_ALL = "all";

    /** The scope of one person: all devices of one's own (EX-3). */
    public static String scopeOf(String person) {
        return "own/" + person;
    }

    /** Whether it serves that person: everybody, or just that one (EX-3). */
    public boolean isFor(String person) {
        return scope.equals(SCOPE_ALL) || scope.equals(scopeOf(person));
    }

    public boolean live() {
        return ended.isEmpty();
    }
}
