package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.List;
import org.anode.schema.Utf16;
import org.automerge.ObjectId;
import org.automerge.Patch;
import org.automerge.PatchAction;

/**
 * What was done to a text since some earlier heads.
 *
 * @param before  the text at those heads
 * @param splices one after the other, each at a place in what the ones before it left; in UTF-16 units
 */
public record TextHistory(String before, List<Splice> splices) {
    /** Beyond it what differs is replaced as one: each splice goes through the whole text. */
    private static final int SPLICES_MAX = 2_000;

    public TextHistory {
        splices = List.copyOf(splices);
    }

    public record Splice(int at, int deleted, String inserted) {}

    static TextHistory of(ObjectId text, String before, String after, List<Patch> patches) {
        var own = patches.stream().filter(patch -> patch.getObj().equals(text)).toList();
        if (own.size() > SPLICES_MAX) return whole(before, after);
        var splices = new ArrayList<Splice>();
        var now = before;
        for (var patch : own) {
            var splice = splice(now, patch.getAction());
            if (splice.at < 0) return whole(before, after);
            splices.add(splice);
            now = now.substring(0, splice.at) + splice.inserted + now.substring(splice.at + splice.deleted);
        }
        return now.equals(after) ? new TextHistory(before, splices) : whole(before, after);
    }

    /** One with a negative place if the patch is of another kind, or beyond the text. */
    private static Splice splice(String now, PatchAction action) {
        return switch (action) {
            case PatchAction.SpliceText insert -> new Splice(units(now, insert.getIndex()), 0, insert.getText());
            case PatchAction.DeleteList delete -> {
                int from = units(now, delete.getIndex());
                int to = units(now, delete.getIndex() + delete.getLength());
                yield new Splice(to < 0 ? -1 : from, to - from, "");
            }
            default -> new Splice(-1, 0, "");
        };
    }

    private static int units(String text, long codePoints) {
        if (codePoints > text.codePointCount(0, text.length())) return -1;
        return text.offsetByCodePoints(0, Math.toIntExact(codePoints));
    }

    private static TextHistory whole(String before, String after) {
        int prefix = Utf16.commonPrefix(before, after);
        int suffix = Utf16.commonSuffix(before, after, prefix);
        var inserted = after.substring(prefix, after.length() - suffix);
        return new TextHistory(before, List.of(new Splice(prefix, before.length() - prefix - suffix, inserted)));
    }
}
