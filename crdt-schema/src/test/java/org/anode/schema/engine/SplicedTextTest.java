package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplicedTextTest {
    private static final List<String> PIECES = List.of("", "a", "\n", "😀", "xyz", "é😀😀b");

    @Test
    void placesAreCodePointsOfTheTextAsItIsThen() {
        var text = new SplicedText("a😀b");
        assertEquals(new SplicedText.Place(2, 1), text.splice(3, 1, "😀!"));
        assertEquals(new SplicedText.Place(1, 1), text.splice(2, 0 + 1, ""));
        assertEquals("a😀!", text.toString());
        assertEquals(new SplicedText.Place(3, 0), text.splice(99, 5, "."));
        assertEquals(new SplicedText.Place(0, 4), text.splice(-1, Integer.MAX_VALUE, ""));
    }

    @Test
    void splicesNearAndFarAgreeWithCountingFromTheStart() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var text = new SplicedText("start 😀 of it");
            for (int i = 0; i < 100; i++) {
                var before = text.toString();
                int at = random.nextInt(before.length() + 1);
                int count = random.nextInt(4);
                var piece = PIECES.get(random.nextInt(PIECES.size()));
                var range = CodePoints.range(before, at, count);
                var place = text.splice(at, count, piece);
                assertEquals(before.codePointCount(0, range.from()), place.codePoint(), "seed " + seed);
                assertEquals(before.codePointCount(range.from(), range.to()), place.deleted(), "seed " + seed);
                assertEquals(before.substring(0, range.from()) + piece + before.substring(range.to()), text.toString());
            }
        }
    }
}
