package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * White space and character spelling of a whole file.
 *
 * @param indent   one level's indentation, null = no line breaks
 * @param newline  {@code \n} or {@code \r\n}
 * @param colon    between key and value
 * @param comma    between members or items, before the line break if there is one
 * @param head     white space before the notebook
 * @param tail     white space after it
 */
record Style(
        @Nullable String indent,
        String newline,
        String colon,
        String comma,
        String head,
        String tail,
        Spelling spelling) {
    /** As nbformat's own writer: one-space indent, raw characters, a newline at the end. */
    static final Style CANONICAL = new Style(" ", "\n", ": ", ",", "", "\n", Spelling.DEFAULT);

    static final Style COMPACT = new Style(null, "", ":", ",", "", "", Spelling.DEFAULT);

    String open(int depth) {
        return indent == null ? "" : newline + indent.repeat(depth + 1);
    }

    String between(int depth) {
        return indent == null ? comma : comma + open(depth);
    }

    String close(int depth) {
        return indent == null ? "" : newline + indent.repeat(depth);
    }

    List<String> objectGaps(int members, int depth) {
        return gaps(members, depth, true);
    }

    List<String> arrayGaps(int items, int depth) {
        return gaps(items, depth, false);
    }

    private List<String> gaps(int count, int depth, boolean keyed) {
        if (count == 0) return List.of("");
        var gaps = new ArrayList<String>();
        gaps.add(open(depth));
        for (int i = 0; i < count; i++) {
            if (keyed) gaps.add(colon);
            gaps.add(i < count - 1 ? between(depth) : close(depth));
        }
        return gaps;
    }
}
