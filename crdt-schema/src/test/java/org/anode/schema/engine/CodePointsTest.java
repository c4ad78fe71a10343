package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.anode.schema.Utf16;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CodePointsTest {
    @Test
    void ranges() {
        var text = "a😀b";
        assertEquals(new CodePoints.Range(0, 1), CodePoints.range(text, 0, 1));
        assertEquals(new CodePoints.Range(1, 3), CodePoints.range(text, 1, 2));
        assertEquals(new CodePoints.Range(3, 4), CodePoints.range(text, 3, 9));
        assertEquals(new CodePoints.Range(4, 4), CodePoints.range(text, 9, 1));
        assertEquals(new CodePoints.Range(0, 0), CodePoints.range(text, -5, 0));
        assertEquals(new CodePoints.Range(0, 4), CodePoints.range(text, 0, Integer.MAX_VALUE));
    }

    @Test
    @DisplayName("half a character is never cut off")
    void withinPairs() {
        assertEquals(new CodePoints.Range(1, 3), CodePoints.range("a😀b", 2, 1));
        assertEquals(new CodePoints.Range(1, 1), CodePoints.range("a😀b", 2, 0));
        assertEquals(1, CodePoints.cut("a😀b", 0, 2));
        assertEquals(3, CodePoints.cut("a😀b", 0, 3));
    }

    @Test
    void loneSurrogates() {
        assertEquals("\uFFFDa\uFFFD😀\uFFFD", CodePoints.sanitised("\uDE00a\uD83D😀\uD83D"));
        assertEquals("plain 😀", CodePoints.sanitised("plain 😀"));
    }

    @Test
    void common() {
        assertEquals(1, Utf16.commonPrefix("a😀", "a😁"));
        assertEquals(0, Utf16.commonSuffix("😀", "🈀", 0));
        assertEquals(1, Utf16.commonPrefix("aa", "a"));
        assertEquals(0, Utf16.commonSuffix("aa", "a", 1));
    }
}
