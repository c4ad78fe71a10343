package org.anode.node.share;

import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WordsTest {
    private static final Bytes PURPOSE = Bytes.utf8("a test");
    private static final Words.Side ASKER = new Words.Side(filled(32, 4), filled(32, 1));
    private static final Words.Side ASKED = new Words.Side(filled(32, 5), filled(32, 2));

    @Test
    @DisplayName("MB-6 there are 256 words, all short, and no two are one slip apart or begin alike")
    void list() {
        var words = WordList.all();
        assertEquals(256, words.size());
        assertEquals(256, new HashSet<>(words).size());
        for (var word : words) assertTrue(word.matches("[a-z]{4,9}"), word);
        for (var one : words)
            for (var other : words)
                assertTrue(one.equals(other) || (distance(one, other) > 1 && !alike(one, other)), one + " " + other);
        assertEquals("acorn", WordList.of((byte) 0));
        assertEquals("zebra", WordList.of((byte) 255));
    }

    private static boolean alike(String one, String other) {
        return one.startsWith(other.substring(0, 4));
    }

    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            int before = row[0]++;
            for (int j = 1; j < row.length; j++) {
                int replaced = before + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                before = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    @Test
    @DisplayName("MB-6 the words of an exchange, and its commitment, never change")
    void golden() {
        assertEquals(List.of("opera", "hammock", "coffee", "orchid"), Words.of(PURPOSE, ASKER, ASKED));
        assertEquals(
                "1235c9326fd2b01f8f33ce14b8cdfbf55b986424aa7549a76d770ade155898d2",
                Words.commitment(PURPOSE, ASKER).toHex());
    }

    @Test
    @DisplayName(
            "MB-6 the words follow from both keys, both nonces, who asked and what for; the commitment from the asker's")
    void everything_counts() {
        var words = new HashSet<List<String>>();
        var askers = List.of(ASKER, new Words.Side(filled(32, 9), ASKER.nonce()), fresh(ASKER));
        var others = List.of(ASKED, new Words.Side(filled(32, 9), ASKED.nonce()), fresh(ASKED));
        for (var asker : askers) for (var other : others) words.add(Words.of(PURPOSE, asker, other));
        words.add(Words.of(PURPOSE, ASKED, ASKER));
        words.add(Words.of(Bytes.utf8("another"), ASKER, ASKED));
        assertEquals(11, words.size());
        assertNotEquals(Words.commitment(PURPOSE, ASKER), Words.commitment(PURPOSE, fresh(ASKER)));
        assertNotEquals(Words.commitment(PURPOSE, ASKER), Words.commitment(Bytes.EMPTY, ASKER));
    }

    private static Words.Side fresh(Words.Side side) {
        return new Words.Side(side.deviceKey(), filled(32, 3));
    }
}
