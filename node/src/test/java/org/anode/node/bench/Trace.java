package org.anode.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Edits of one text as a person makes them: runs of typing, runs of backspaces, jumps. Made from a seed, so every
 * program under test replays the same.
 */
public final class Trace {
    /** As many as the recorded paper the figures of the field are given for. */
    static final int EDITS = 260_000;

    /** Edits that share a change: what is typed within a moment is one transaction. */
    public static final int EDITS_PER_CHANGE = 100;

    /** Deletes {@code delete} characters at {@code at}, then inserts {@code insert} there. */
    public record Edit(int at, int delete, String insert) {}

    private Trace() {}

    public static List<Edit> make(long seed) {
        var random = new Random(seed);
        var edits = new ArrayList<Edit>(EDITS);
        int length = 0;
        int cursor = 0;
        while (edits.size() < EDITS) {
            if (random.nextInt(4) == 0) cursor = length == 0 ? 0 : random.nextInt(length + 1);
            boolean erase = length > 0 && random.nextInt(5) < 2;
            int run = 1 + random.nextInt(erase ? 12 : 30);
            for (int i = 0; i < run && edits.size() < EDITS; i++) {
                if (erase && cursor > 0) {
                    edits.add(new Edit(--cursor, 1, ""));
                    length--;
                } else if (!erase) {
                    edits.add(new Edit(cursor++, 0, letter(random)));
                    length++;
                }
            }
        }
        return edits;
    }

    private static String letter(Random random) {
        int pick = random.nextInt(31);
        return pick < 26 ? String.valueOf((char) ('a' + pick)) : pick == 30 ? "\n" : " ";
    }
}
