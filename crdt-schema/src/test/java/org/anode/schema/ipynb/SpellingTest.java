package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Characters, numbers and lines as Python writes them. */
class SpellingTest {
    @Test
    @DisplayName("strings are escaped as Python escapes them")
    void python() {
        assertEquals(
                "\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé\u2028😀",
                Spelling.DEFAULT.spell("\"\\/\b\f\n\r\t\u0000\u001f\u007fé\u2028😀"));
        assertEquals("\\u00e9\\ud83d\\ude00", new Spelling(Spelling.BeyondAscii.LOWER, Map.of()).spell("é😀"));
        assertEquals("\\u00E9\\/", new Spelling(Spelling.BeyondAscii.UPPER, Map.of((int) '/', "\\/")).spell("é/"));
    }

    @Test
    @DisplayName("a spelled text is cut into the spellings of its code points")
    void units() {
        assertEquals(
                List.of("a", "\\n", "\\u00e9", "\\ud83d\\uDE00", "😀", "\\\"", "\\ud83d", "x"),
                Spelling.units("a\\n\\u00e9\\ud83d\\uDE00😀\\\"\\ud83dx"));
    }

    @Test
    @DisplayName("only correct spellings are taken from a layout")
    void writes() {
        for (var good : List.of("/", "\\/", "\\u002f", "\\u002F")) assertTrue(Spelling.writes(good, '/'), good);
        for (var bad : List.of("", "\\", "\\u002e", "//", "\\\\/", "\"")) assertFalse(Spelling.writes(bad, '/'), bad);
        for (var bad : List.of("\"", "\\u005c")) assertFalse(Spelling.writes(bad, '"'), bad);
        assertFalse(Spelling.writes("\n", '\n'));
        assertTrue(Spelling.writes("\\uD83D\\ude00", 0x1F600));
        assertFalse(Spelling.writes("\\uD83D", 0x1F600));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "1e0, 1.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "1.5e16, 1.5e+16",
        "123456789012345680, 1.2345678901234568e+17",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-1.25e-7, -1.25e-07",
        "1e100, 1e+100",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    @DisplayName("doubles are written as Python's repr writes them")
    void numbers(double value, String python) {
        assertEquals(python, Numbers.python(value));
        assertEquals(value, Double.parseDouble(python));
    }

    @Test
    @DisplayName("numbers are 64-bit integers where they are written so, else doubles")
    void sameNumber() {
        assertTrue(Numbers.node("9223372036854775807").isIntegralNumber());
        assertFalse(Numbers.node("9223372036854775808").isIntegralNumber());
        assertFalse(Numbers.node("1.0").isIntegralNumber());
        assertTrue(Numbers.same("1.2345678901234568e+17", "123456789012345680.0"));
        assertFalse(Numbers.same("9223372036854775807", "9223372036854775806"));
        assertTrue(Numbers.same("0.0", "-0.0"));
        assertFalse(Numbers.same("0.1", "0.2"));
    }

    @Test
    @DisplayName("lines end where Python's splitlines ends them")
    void lines() {
        assertEquals(
                List.of("a\n", "b\r\n", "\r", "c\u000b", "\u000c", "\u001c", "\u0085", "\u2028", "\u2029", "d"),
                Lines.python("a\nb\r\n\rc\u000b\u000c\u001c\u0085\u2028\u2029d"));
        assertEquals(List.of("a\n", "\r\n", "b\rc"), Lines.atLineFeeds("a\n\r\nb\rc"));
        assertEquals(List.of(), Lines.python(""));
        assertEquals(List.of("\n"), Lines.python("\n"));
    }

    @Test
    @DisplayName("keys sort by code point, as Python sorts them")
    void keyOrder() {
        assertTrue("\uFFFD".compareTo("😀") > 0);
        assertTrue(Json.KEY_ORDER.compare("\uFFFD", "😀") < 0);
        assertTrue(Json.KEY_ORDER.compare("a", "ab") < 0);
        assertEquals(0, Json.KEY_ORDER.compare("x😀", "x😀"));
        assertTrue(Json.KEY_ORDER.compare("😀", "😁") < 0);
    }
}
