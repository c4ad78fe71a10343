package org.anode.node.text;

import java.util.List;

/** Goes through the sections of a change set in steps of any length. */
final class Walk {
    private final List<Section> sections;
    private int index;
    private int used;
    private boolean insertedTaken;

    Walk(ChangeSet changes) {
        this.sections = changes.sections();
    }

    boolean isAtEnd() {
        return index == sections.size();
    }

    /** What is inserted here; nothing the second time. */
    String takeInserted() {
        if (isAtEnd() || insertedTaken || !(sections.get(index) instanceof Section.Replace(var _, var inserted)))
            return "";
        insertedTaken = true;
        leaveIfUsedUp();
        return inserted;
    }

    /** How much of the text before is left of this section. */
    int left() {
        return isAtEnd() ? 0 : sections.get(index).lengthBefore() - used;
    }

    boolean isKept() {
        return sections.get(index) instanceof Section.Keep;
    }

    void skip(int length) {
        used += length;
        leaveIfUsedUp();
    }

    private void leaveIfUsedUp() {
        var section = sections.get(index);
        var insertDone = insertedTaken || section instanceof Section.Keep;
        if (!insertDone || used < section.lengthBefore()) return;
        index++;
        used = 0;
        insertedTaken = false;
    }
}
