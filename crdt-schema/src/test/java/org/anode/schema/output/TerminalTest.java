package org.anode.schema.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
    /** In the table: ¬ escape, ← carriage return, ↓ line feed, ⌫ backspace, ␇ bell. */
    @ParameterizedTest(name = "{0}")
    @DisplayName("a stream is folded as a terminal would show it")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "plain                    | a↓b↓             | a↓b↓",
                "carriage return          | 10%←20%←100%     | 100%",
                "the longer line stays    | 12345←ab         | ab345",
                "windows line ends        | a←↓b←↓           | a↓b↓",
                "backspace                | abc⌫⌫X           | aXc",
                "backspace at the start   | ⌫⌫a              | a",
                "bell                     | a␇b              | ab",
                "cursor up                | a↓b↓¬[2AX¬[2By   | X↓b↓ y",
                "cursor up at the top     | a¬[9Ab           | ab",
                "erase to end of line     | abcdef¬[3D¬[K!   | abc!",
                "erase line               | abc←¬[2Kx        | x",
                "erase to start of line   | abcd¬[2D¬[1Kx    | '  xd'",
                "erase below              | a↓b↓c¬[1A¬[Jd    | a↓bd",
                "erase screen             | a↓b¬[H¬[2Jc      | c",
                "absolute column          | abcdef¬[2GX      | aXcdef",
                "forward pads             | a¬[3Cb           | a   b",
                "position                 | a↓b↓c¬[2;1HX     | a↓X↓c",
                "save and restore         | ab¬[sXY¬[uZ      | abZY",
                "save and restore DEC     | ab¬7XY¬8Z        | abZY",
                "next and previous line   | a↓b¬[FX¬[EY      | X↓Y",
                "delete characters        | abcd←¬[2P        | cd",
                "insert characters        | abcd←¬[2@xy      | xyabcd",
                "erase characters         | abcd←¬[2X        | '  cd'",
                "colour                   | ¬[31mred¬[0m.    | ¬[31mred¬[0m.",
                "colour left on           | ¬[1;31mred       | ¬[1;31mred¬[0m",
                "colour over lines        | ¬[32ma↓b¬[m      | ¬[32ma¬[0m↓¬[32mb¬[0m",
                "256 colours              | ¬[38;5;9mx       | ¬[38;5;9mx¬[0m",
                "true colour              | ¬[48;2;1;2;3mx   | ¬[48;2;1;2;3mx¬[0m",
                "colour is overwritten    | ¬[31mab¬[0m←x    | x¬[31mb¬[0m",
                "bold off                 | ¬[1mb¬[22mn      | ¬[1mb¬[0mn",
                "link and title vanish    | ¬]8;;http://x¬\\a¬]0;t␇b | ab",
                "private modes vanish     | ¬[?25la¬[?25h    | a",
                "charset vanishes         | ¬(Ba             | a",
                "unfinished sequence      | a¬[31            | a",
                "control in a sequence    | a¬[3↓b           | a↓b",
                "text beyond the basics   | é😀←x             | x😀",
                "tabs stay                | a\tb             | a\tb",
            })
    void golden(String what, String input, String shown) {
        assertEquals(controls(shown), fold(controls(input)), what);
        assertEquals(controls(shown), foldByUnit(controls(input)), what + ", piece by piece");
    }

    private static String controls(String text) {
        return text.replace('¬', '\u001b')
                .replace('←', '\r')
                .replace('↓', '\n')
                .replace('⌫', '\b')
                .replace('␇', '\u0007');
    }

    private static String fold(String input) {
        var terminal = new Terminal();
        terminal.write(input);
        return terminal.text();
    }

    private static String foldByUnit(String input) {
        var terminal = new Terminal();
        for (int i = 0; i < input.length(); i++) terminal.write(input.substring(i, i + 1));
        return terminal.text();
    }

    @Test
    @DisplayName("lone surrogates become U+FFFD")
    void surrogates() {
        assertEquals("\uFFFDa\uFFFD", fold("\ud83da\ude00"));
    }

    @Test
    @DisplayName("lines far above can not be reached, their text stays")
    void scrolling() {
        var terminal = new Terminal();
        for (int i = 0; i < 1_000; i++) terminal.write(i + "\n");
        terminal.write("\u001b[9999AX");
        assertTrue(terminal.text().startsWith("0\n1\n2\n"), "settled lines are safe");
        assertTrue(terminal.text().contains("X"));
        assertTrue(terminal.settledSize() > 1_000);
        var settled = terminal.takeSettled();
        assertEquals(0, terminal.settledSize());
        assertTrue(settled.endsWith("\n"));
    }

    @Test
    @DisplayName("a line without end is kept whole")
    void longLine() {
        var text = "0123456789".repeat(50_000);
        assertEquals(text, fold(text));
    }

    @Test
    @DisplayName("what is live is bounded, whatever is written")
    void bounded() {
        for (long seed = 0; seed < 25; seed++) {
            var random = new Random(seed);
            var terminal = new Terminal();
            for (int i = 0; i < 300; i++) {
                terminal.write(Noise.text(random));
                terminal.takeSettled();
                assertTrue(
                        terminal.size() <= 2 * Terminal.LIVE_LINES_MAX * (Terminal.LINE_CELLS_MAX + 1_001),
                        "seed " + seed);
            }
            assertTrue(terminal.text().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF), "seed " + seed);
        }
    }
}
