package org.anode.node.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.Variable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Questions about code: each is answered once, in time or not at all. */
final class CodeQuestionsTest {
    private final CodeQuestions questions = new CodeQuestions();
    private final List<KernelCommand> sent = new ArrayList<>();
    private final List<CodeAnswer> heard = new ArrayList<>();

    @Test
    @DisplayName("a question goes out in code points and its answer comes back in UTF-16 units, cut to the source")
    void units() {
        questions.complete("é🚀x", 4, heard::add, 0, sent::add);
        questions.inspect("🚀", 99, heard::add, 0, sent::add);
        assertEquals(
                List.of(new KernelCommand.Complete("1", "é🚀x", 3), new KernelCommand.Inspect("2", "🚀", 1)), sent);
        questions.completed(new KernelEvent.Completed("1", List.of("xyz"), 2, 77));
        questions.inspected(new KernelEvent.Inspected("2", KernelEvent.Mime.EMPTY));
        assertEquals(
                List.of(new CodeAnswer.Completions(List.of("xyz"), 3, 4), new CodeAnswer.Documentation(Map.of())),
                heard);
        assertEquals(OptionalLong.empty(), questions.dueMs());
    }

    @Test
    @DisplayName("a cursor within a surrogate pair, before the text and a range the wrong way round do no harm")
    void oddPlaces() {
        questions.complete("🚀", 1, heard::add, 0, sent::add);
        questions.complete("ab", -3, heard::add, 0, sent::add);
        assertEquals(List.of(new KernelCommand.Complete("1", "🚀", 0), new KernelCommand.Complete("2", "ab", 0)), sent);
        questions.completed(new KernelEvent.Completed("2", List.of(), 2, 1));
        assertEquals(List.of(new CodeAnswer.Completions(List.of(), 1, 1)), heard);
    }

    @Test
    @DisplayName("variables come as the kernel listed them, once")
    void variables() {
        questions.variables(heard::add, 0, sent::add);
        assertEquals(List.of(new KernelCommand.ListVariables("1")), sent);
        var one = new Variable("x", Variable.Kind.VALUE, "int", "1", List.of(), OptionalLong.of(28));
        questions.variablesListed(new KernelEvent.VariablesListed("1", List.of(one), 3));
        questions.variablesListed(new KernelEvent.VariablesListed("1", List.of(), 0));
        questions.variablesListed(new KernelEvent.VariablesListed("another", List.of(), 0));
        assertEquals(List.of(new CodeAnswer.Variables(List.of(one), 3)), heard);
        assertEquals(OptionalLong.empty(), questions.dueMs());
    }

    @Test
    @DisplayName("what is not answered in 5 s is given up, and what the kernel says later is dropped")
    void late() {
        questions.complete("a", 1, heard::add, 0, sent::add);
        questions.inspect("b", 1, heard::add, 1_000, sent::add);
        assertEquals(OptionalLong.of(5_000), questions.dueMs());
        questions.tick(4_999);
        assertEquals(List.of(), heard);
        questions.tick(5_000);
        assertEquals(List.of(new CodeAnswer.None(CodeQuestions.LATE)), heard);
        questions.completed(new KernelEvent.Completed("1", List.of("abc"), 0, 1));
        assertEquals(1, heard.size());
        assertEquals(OptionalLong.of(6_000), questions.dueMs());
    }

    @Test
    @DisplayName("a kernel that owes too many answers is asked no more until it has answered")
    void bounded() {
        for (int i = 0; i < CodeQuestions.OPEN_MAX; i++) questions.complete("a", 1, heard::add, 0, sent::add);
        questions.complete("a", 1, heard::add, 0, sent::add);
        assertEquals(List.of(new CodeAnswer.None(CodeQuestions.TOO_MANY)), heard);
        assertEquals(CodeQuestions.OPEN_MAX, sent.size());
        questions.completed(new KernelEvent.Completed("1", List.of(), 0, 1));
        questions.complete("a", 1, heard::add, 0, sent::add);
        assertEquals(CodeQuestions.OPEN_MAX + 1, sent.size());
    }

    @Test
    @DisplayName("the end of the kernel answers every question once")
    void end() {
        questions.complete("a", 1, heard::add, 0, sent::add);
        questions.inspect("a", 1, heard::add, 0, sent::add);
        questions.giveUp();
        questions.tick(99_000);
        assertEquals(
                List.of(new CodeAnswer.None(CodeQuestions.ENDED), new CodeAnswer.None(CodeQuestions.ENDED)), heard);
    }
}
