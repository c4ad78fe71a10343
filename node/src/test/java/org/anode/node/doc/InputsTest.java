package org.anode.node.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.node.Refusal;
import org.anode.node.host.InputMessage;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.Utf8;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class InputsTest {
    private static final ExecId EXEC = new ExecId("a");
    private static final Prompt NAME = new Prompt(EXEC, "name? ", false);
    private static final DeviceId BELA = new DeviceId(Bytes.utf8("bela").sha256());

    private final List<NotebookEvent> told = new ArrayList<>();
    private final Others others = new Others();
    private final Waiting waiting = new Waiting();
    private boolean watched = true;
    private long nowMs;
    private final Inputs inputs = new Inputs(() -> watched, told::add, () -> nowMs);

    private static final class Others extends HostsOver {
        final List<InputMessage> said = new ArrayList<>();
        boolean here;

        Others() {
            super(NONE);
        }

        @Override
        public boolean isSomebodyHere() {
            return here;
        }

        @Override
        public void say(DeviceId to, InputMessage message) {
            assertEquals(BELA, to);
            said.add(message);
        }

        @Override
        public void say(InputMessage message) {
            said.add(message);
        }
    }

    private static final class Waiting implements Inputs.Asker {
        final List<String> answers = new ArrayList<>();
        boolean alone;

        @Override
        public void answer(String text) {
            answers.add(text);
        }

        @Override
        public void nobody() {
            alone = true;
        }
    }

    private void meet() {
        others.here = true;
        inputs.see(others);
    }

    private void pass(long ms) {
        nowMs += ms;
        inputs.tick();
    }

    private void heard(InputMessage message) {
        inputs.heard(BELA, message, true, true);
    }

    @Test
    @DisplayName("EX-17 what is asked here is answered here, once")
    void here() {
        inputs.ask(NAME, waiting);
        assertEquals(Optional.of(NAME), inputs.of(EXEC));
        inputs.answer(EXEC, "Zoë");
        assertEquals(List.of("Zoë"), waiting.answers);
        assertThrows(Refusal.class, () -> inputs.answer(EXEC, "again"));
        assertEquals(List.of(new NotebookEvent.InputWanted(NAME), new NotebookEvent.InputSettled(EXEC)), told);
    }

    @Test
    @DisplayName(
            "EX-17 where nobody is who could see it, a question is given up at once, else when nobody said so in time")
    void nobody() {
        watched = false;
        inputs.ask(NAME, waiting);
        assertTrue(waiting.alone);
        waiting.alone = false;
        meet();
        inputs.ask(NAME, waiting);
        pass(Inputs.SEEN_MS_MAX - 1);
        assertFalse(waiting.alone);
        pass(1);
        assertTrue(waiting.alone);
        assertEquals(Optional.empty(), inputs.of(EXEC));
    }

    @Test
    @DisplayName("EX-17 a question that somebody elsewhere sees waits for the answer, and is asked again meanwhile")
    void elsewhere() {
        watched = false;
        meet();
        inputs.ask(NAME, waiting);
        heard(new InputMessage.Seen(EXEC, 1));
        for (int i = 0; i < 100; i++) pass(1_000);
        assertFalse(waiting.alone);
        assertTrue(others.said.size() > 20, "who comes later is asked too");
        heard(new InputMessage.Answered(EXEC, 2, "of another question"));
        inputs.heard(BELA, new InputMessage.Answered(EXEC, 1, "of somebody who may not"), true, false);
        assertEquals(List.of(), waiting.answers);
        heard(new InputMessage.Answered(EXEC, 1, "Bela"));
        heard(new InputMessage.Answered(EXEC, 1, "Bela again"));
        assertEquals(List.of("Bela"), waiting.answers);
        assertEquals(new InputMessage.Settled(EXEC, 1), others.said.getLast());
    }

    @Test
    @DisplayName("EX-17 of a long question others are told the beginning, which is text as encodings can hold it")
    void long_question() {
        meet();
        inputs.ask(new Prompt(EXEC, "a" + "😀".repeat(InputMessage.PROMPT_UNITS_MAX), false), waiting);
        var said = assertInstanceOf(InputMessage.Asked.class, others.said.getFirst());
        assertEquals(InputMessage.PROMPT_UNITS_MAX, said.text().length());
        assertEquals(said.text(), Utf8.wellFormed(said.text()));
    }

    @Test
    @DisplayName("EX-17 it is looked at again when a question is due to be asked again or given up, and not before")
    void due() {
        watched = false;
        assertEquals(OptionalLong.empty(), inputs.dueMs());
        meet();
        inputs.ask(NAME, waiting);
        assertEquals(OptionalLong.of(3_000), inputs.dueMs());
        pass(3_000);
        assertEquals(OptionalLong.of(Inputs.SEEN_MS_MAX), inputs.dueMs());
        heard(new InputMessage.Seen(EXEC, 1));
        assertEquals(OptionalLong.of(6_000), inputs.dueMs());
        inputs.answer(EXEC, "Zoë");
        assertEquals(OptionalLong.empty(), inputs.dueMs());
    }

    @Test
    @DisplayName("EX-17 a question from elsewhere is shown, said to be seen, and answered to the computer that asks")
    void theirs() {
        meet();
        heard(new InputMessage.Asked(EXEC, 7, "name? ", false));
        assertEquals(Optional.of(NAME), inputs.of(EXEC));
        assertEquals(List.of(new InputMessage.Seen(EXEC, 7)), others.said);
        heard(new InputMessage.Asked(EXEC, 7, "name? ", false));
        assertEquals(List.of(new NotebookEvent.InputWanted(NAME)), told, "again is no news");
        inputs.answer(EXEC, "Anna");
        assertEquals(new InputMessage.Answered(EXEC, 7, "Anna"), others.said.getLast());
        assertEquals(Optional.empty(), inputs.of(EXEC));
    }

    @Test
    @DisplayName(
            "EX-17 a question from elsewhere ends when it is settled or not asked again; of a computer that runs nothing it is none")
    void theirEnd() {
        meet();
        inputs.heard(BELA, new InputMessage.Asked(EXEC, 7, "name? ", false), false, true);
        assertEquals(Optional.empty(), inputs.of(EXEC));
        heard(new InputMessage.Asked(EXEC, 7, "name? ", false));
        heard(new InputMessage.Settled(EXEC, 6));
        assertEquals(Optional.of(NAME), inputs.of(EXEC));
        heard(new InputMessage.Settled(EXEC, 7));
        assertEquals(Optional.empty(), inputs.of(EXEC));
        heard(new InputMessage.Asked(EXEC, 8, "name? ", false));
        pass(14_000);
        assertEquals(Optional.of(NAME), inputs.of(EXEC));
        pass(2_000);
        assertEquals(Optional.empty(), inputs.of(EXEC));
    }

    @Test
    @DisplayName("EX-17 kernels of several people may ask at once")
    void several() {
        var other = new Prompt(new ExecId("b"), "age? ", false);
        var elder = new Waiting();
        inputs.ask(NAME, waiting);
        inputs.ask(other, elder);
        inputs.answer(other.exec(), "70");
        assertEquals(List.of("70"), elder.answers);
        assertEquals(Optional.of(NAME), inputs.of(EXEC));
    }
}
