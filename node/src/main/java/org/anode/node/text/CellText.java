package org.anode.node.text;

import org.anode.schema.Parsed;

/**
 * The text of one cell as the pages of this node edit it, by the rules of @codemirror/collab: a change is taken only if
 * it was made on the current version, and becomes the next one; who comes late maps his change over what came between
 * and offers it again. What changes the text from elsewhere becomes a version like any other. Pure.
 */
public final class CellText {
    /** A page further behind gets the whole cell: to map over thousands of changes takes longer than to load it. */
    public static final long VERSIONS_BEHIND_MAX = 2_000;

    private String text;
    private long version;

    public CellText(String text) {
        this.text = text;
    }

    /** What became of an offered change. */
    public sealed interface Offer {
        /**
         * It fits, and is to be {@link CellText#take taken} next.
         *
         * @param version the one it makes
         * @param text    after it
         */
        record Accepted(long version, String text) implements Offer {}

        /** Others were first; nothing happened. */
        record Stale() implements Offer {}

        /** Too far behind, or of a version that never was. */
        record OutOfReach() implements Offer {}

        record Malformed(String reason) implements Offer {}
    }

    public String text() {
        return text;
    }

    /** Counts from 0. */
    public long version() {
        return version;
    }

    /**
     * Changes nothing yet.
     *
     * @param madeOn the version the change was made on
     */
    public Offer offer(long madeOn, ChangeSet changes) {
        if (madeOn > version || madeOn < version - VERSIONS_BEHIND_MAX) return new Offer.OutOfReach();
        if (madeOn < version) return new Offer.Stale();
        return switch (changes.apply(text)) {
            case Parsed.Ok<String>(var after) -> new Offer.Accepted(version + 1, after);
            case Parsed.Malformed<String>(var reason) -> new Offer.Malformed(reason);
        };
    }

    public void take(Offer.Accepted accepted) {
        if (accepted.version != version + 1) throw new IllegalArgumentException("another change came between");
        version = accepted.version;
        text = accepted.text;
    }

    /** The text was changed elsewhere; the change that made it so, as a new version. */
    public ChangeSet follow(String now) {
        var changes = ChangeSet.between(text, now);
        text = now;
        version++;
        return changes;
    }
}
