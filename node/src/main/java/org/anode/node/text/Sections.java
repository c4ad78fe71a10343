package org.anode.node.text;

import java.util.ArrayList;
import java.util.List;

/** Builds a change set from left to right; what belongs together becomes one section. */
final class Sections {
    private final List<Section> done = new ArrayList<>();
    private final StringBuilder inserted = new StringBuilder();
    private int deleted;
    private int kept;

    Sections keep(int length) {
        if (length == 0) return this;
        flushReplace();
        kept += length;
        return this;
    }

    Sections insert(String text) {
        if (text.isEmpty()) return this;
        flushKeep();
        inserted.append(text);
        return this;
    }

    Sections delete(int length) {
        if (length == 0) return this;
        flushKeep();
        deleted += length;
        return this;
    }

    ChangeSet build() {
        flushKeep();
        flushReplace();
        return new ChangeSet(done);
    }

    private void flushKeep() {
        if (kept > 0) done.add(new Section.Keep(kept));
        kept = 0;
    }

    private void flushReplace() {
        if (deleted > 0 || !inserted.isEmpty()) done.add(new Section.Replace(deleted, inserted.toString()));
        deleted = 0;
        inserted.setLength(0);
    }
}
