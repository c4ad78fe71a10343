package org.anode.node.text;

/** One change set mapped over another; a replacement counts as an insertion with a deletion right after it. */
final class Mapping {
    private final Walk mine;
    private final Walk theirs;
    private final boolean first;
    private final Sections result = new Sections();

    Mapping(ChangeSet mine, ChangeSet theirs, boolean first) {
        if (mine.lengthBefore() != theirs.lengthBefore())
            throw new IllegalArgumentException("made on texts of different lengths");
        this.mine = new Walk(mine);
        this.theirs = new Walk(theirs);
        this.first = first;
    }

    ChangeSet mapped() {
        while (!mine.isAtEnd() || !theirs.isAtEnd()) {
            takeInsertions();
            takeStretch();
        }
        return result.build();
    }

    private void takeInsertions() {
        var inserted = mine.takeInserted();
        if (first) result.insert(inserted);
        result.keep(theirs.takeInserted().length());
        if (!first) result.insert(inserted);
    }

    /** What they deleted is gone already, whatever is done with it here. */
    private void takeStretch() {
        int length = Math.min(mine.left(), theirs.left());
        if (length == 0) return;
        if (theirs.isKept()) {
            if (mine.isKept()) result.keep(length);
            else result.delete(length);
        }
        mine.skip(length);
        theirs.skip(length);
    }
}
