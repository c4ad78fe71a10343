package org.anode.node.text;

import java.util.Random;
import org.anode.schema.Utf16;

/** Random texts and edits, with characters of one and of two units. */
public final class Scribbler {
    private static final String[] WORDS = {"a", "b", "é", "😀", "👩‍🚀", "\n", "", "xyz"};

    private Scribbler() {}

    public static String text(Random random, int words) {
        var text = new StringBuilder();
        for (int i = random.nextInt(words + 1); i > 0; i--) text.append(word(random));
        return text.toString();
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    /** One to three replacements that cut no character. */
    public static ChangeSet edit(Random random, String text) {
        var sections = new Sections();
        int at = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int from = cut(random, text, at);
            int to = random.nextBoolean() ? from : cut(random, text, from);
            sections.keep(from - at).insert(word(random)).delete(to - from);
            at = to;
        }
        return sections.keep(text.length() - at).build();
    }

    /** Inserts {@code inserted} somewhere. */
    public static ChangeSet insert(Random random, String text, String inserted) {
        return ChangeSet.replace(text.length(), cut(random, text, 0), 0, inserted);
    }

    private static int cut(Random random, String text, int from) {
        int at = from + random.nextInt(text.length() - from + 1);
        return Utf16.inPair(text, at) ? at + 1 : at;
    }
}
