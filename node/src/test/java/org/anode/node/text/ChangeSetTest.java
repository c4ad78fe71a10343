package org.anode.node.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class ChangeSetTest {
    private static ChangeSet changes(String json) {
        return ((Parsed.Ok<ChangeSet>) ChangeSetJson.decode(JsonMapper.shared().readTree(json))).value();
    }

    static String apply(ChangeSet changes, String text) {
        return switch (changes.apply(text)) {
            case Parsed.Ok<String>(var after) -> after;
            case Parsed.Malformed<String>(var reason) -> throw new AssertionError(reason);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[5]|hello|hello",
                "[[0,'x'],5]|hello|xhello",
                "[1,[3],1]|hello|ho",
                "[2,[1,'a','b'],2]|hello|hea\\nblo",
                "[5,[0,'','']]|hello|hello\\n",
                "[[2,'😀']]|😀|😀",
                "[2,[0,'!'],[2],1]|😀😀x|😀!x"
            })
    @DisplayName("change sets are read as CodeMirror writes them, and written again the same")
    void format(String json, String before, String after) {
        var changes = changes(json.replace('\'', '"'));
        assertEquals(after.replace("\\n", "\n"), apply(changes, before));
        assertEquals(changes, changes(ChangeSetJson.encode(changes).toString()));
        assertEquals(before.length(), changes.lengthBefore());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[-1]",
                "[1.5]",
                "[\"x\"]",
                "[[\"x\"]]",
                "[[1,2]]",
                "[[]]",
                "[null]",
                "[4294967296]",
                "[268435456,268435456]"
            })
    @DisplayName("R12 what is no change set is a value")
    void malformed(String json) {
        assertInstanceOf(
                Parsed.Malformed.class, ChangeSetJson.decode(JsonMapper.shared().readTree(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4]", "[6]", "[1,[1],4]", "[1,[0,\"x\"],4]", "[5,[0,\"\\ud83d\"]]", "[5,[0,\"\\ude00\"]]"})
    @DisplayName("what does not fit the text, or would leave half of a character, is refused")
    void misfits(String json) {
        assertInstanceOf(Parsed.Malformed.class, changes(json).apply("😀abc"));
    }

    @Test
    @DisplayName("the splices, one after the other, do what the change set does")
    void splices() {
        var changes = changes("[1,[1,\"xyz\"],1,[2],[0,\"é\"],1]");
        var text = new StringBuilder("abcdef");
        for (var splice : changes.splices())
            text.replace(splice.at(), splice.at() + splice.deleted(), splice.inserted());
        assertEquals(apply(changes, "abcdef"), text.toString());
    }

    @RepeatedTest(200)
    @DisplayName("two edits of one text, each mapped over the other, come to the same text in both orders")
    void converge(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var text = Scribbler.text(random, 12);
        var a = Scribbler.edit(random, text);
        var b = Scribbler.edit(random, text);
        var first = apply(b.map(a, false), apply(a, text));
        var second = apply(a.map(b, true), apply(b, text));
        assertEquals(first, second, text + " " + a + " " + b);
    }

    @RepeatedTest(100)
    @DisplayName("the difference of two texts makes one of the other and keeps what both begin and end with")
    void between(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var before = Scribbler.text(random, 10);
        var after = apply(Scribbler.edit(random, before), before);
        var difference = ChangeSet.between(before, after);
        assertEquals(after, apply(difference, before));
        assertTrue(difference.sections().size() <= 3);
        assertEquals(before.equals(after), difference.isEmpty());
    }
}
