package org.anode.schema.ipynb;

import java.util.Locale;

/** The sentences for files that are no JSON. */
final class BadJson {
    static final String EMPTY =
            "This file is empty, so there is no notebook in it: restore it from a backup, or delete it and make a new"
                    + " notebook.";

    private BadJson() {}

    static String truncated(String text) {
        return "This file ends in the middle of its JSON (line " + lines(text)
                + "), so it was probably cut off while it was copied or saved: get a whole copy of it.";
    }

    static String malformed(String text, int line) {
        if (text.contains("\n<<<<<<< ") || text.startsWith("<<<<<<< ")) return conflict(text);
        return LooksLike.of(text)
                .map(BadJson::something)
                .orElse("This file is not a notebook: its line " + line
                        + " is not JSON; open it in a text editor and mend that line, or get another copy.");
    }

    static String something(String kind) {
        return "This file is not a notebook: it looks like " + kind + "; choose a file that Jupyter saved as .ipynb.";
    }

    private static String conflict(String text) {
        int at = text.startsWith("<<<<<<< ") ? 0 : text.indexOf("\n<<<<<<< ") + 1;
        return "This file has an unresolved Git merge conflict at line " + lines(text.substring(0, at) + "x")
                + ": resolve it there and import the file again.";
    }

    static String duplicate(String key, int line) {
        return "This file says \"" + Mending.brief(key) + "\" twice in one object (line " + line
                + "), so it is unclear which of them counts: remove one of them in a text editor.";
    }

    /** @param jacksons what Jackson says, which names the limit */
    static String beyondLimits(String jacksons) {
        var message = jacksons.toLowerCase(Locale.ROOT);
        String what;
        if (message.contains("nesting")) what = "nests lists or objects deeper than " + Limits.NESTING_MAX + " levels";
        else if (message.contains("number"))
            what = "holds a number of more than " + Limits.NUMBER_MAX_CHARS + " digits";
        else if (message.contains("name")) what = "holds a key of more than " + Limits.KEY_MAX_CHARS + " characters";
        else if (message.contains("string"))
            what = "holds a text of more than " + (Limits.STRING_MAX_CHARS >> 20) + " million characters";
        else if (message.contains("token")) what = "holds more than " + Limits.TOKENS_MAX + " values";
        else what = tooLong();
        return refusal(what);
    }

    static String tooLarge() {
        return refusal(tooLong());
    }

    private static String tooLong() {
        return "is larger than " + (Limits.FILE_MAX_BYTES >> 20) + " MiB";
    }

    private static String refusal(String what) {
        return "This file " + what
                + ", which no real notebook needs: clear the large outputs where it was made, save it"
                + " and import it again.";
    }

    private static long lines(String text) {
        return text.lines().count();
    }
}
