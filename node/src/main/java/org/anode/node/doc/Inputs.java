package org.anode.node.doc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.anode.node.Refusal;
import org.anode.node.host.InputMessage;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.Utf8;

/**
 * What running cells ask of people (EX-17), here and on other computers. An answer goes to the kernel, or sealed to the
 * computer that has it, and nowhere else: it is never stored.
 */
final class Inputs {
    /** Of an answer, in UTF-16 units: far more than anybody types, well inside a frame to the kernel. */
    static final int ANSWER_UNITS_MAX = 1 << 20;

    /** Questions of others' kernels that are kept: what one host has at most, for some hosts. */
    static final int THERE_MAX = 64;

    /** After that nobody is there who sees a question. */
    static final long SEEN_MS_MAX = 5_000;

    private static final long AGAIN_MS = 3_000;

    /** A question of another computer that is not asked again is over. */
    private static final long THERE_MS_MAX = 15_000;

    private static final String TOO_LONG =
            "The answer is too long for input(): put it into a file and read that in the cell.";

    private final BooleanSupplier somebodySees;
    private final Consumer<NotebookEvent> announce;
    private final LongSupplier nowMs;
    private final Map<ExecId, Here> here = new LinkedHashMap<>();
    private final Map<ExecId, There> there = new LinkedHashMap<>();
    private long asked;
    private HostsHere hosts = HostsHere.NONE;

    /** A question of a kernel here. */
    private static final class Here {
        final Prompt prompt;
        final long nr;
        final Asker asker;
        boolean seen;
        long saidMs;
        final long askedMs;

        Here(Prompt prompt, long nr, Asker asker, long nowMs) {
            this.prompt = prompt;
            this.nr = nr;
            this.asker = asker;
            this.saidMs = nowMs;
            this.askedMs = nowMs;
        }

        long dueMs() {
            long againMs = saidMs + AGAIN_MS;
            return seen ? againMs : Math.min(againMs, askedMs + SEEN_MS_MAX);
        }

        InputMessage.Asked said() {
            return new InputMessage.Asked(prompt.exec(), nr, shortened(prompt.text()), prompt.password());
        }
    }

    private static String shortened(String text) {
        return Utf8.wellFormed(text.substring(0, Math.min(text.length(), InputMessage.PROMPT_UNITS_MAX)));
    }

    private record There(DeviceId host, Prompt prompt, long nr, long heardMs) {}

    /** A kernel that waits. */
    interface Asker {
        void answer(String text);

        /** Nobody sees the question, so that waiting would be for ever. */
        void nobody();
    }

    /** @param somebodySees whether an observer is there who can answer */
    Inputs(BooleanSupplier somebodySees, Consumer<NotebookEvent> announce, LongSupplier nowMs) {
        this.somebodySees = somebodySees;
        this.announce = announce;
        this.nowMs = nowMs;
    }

    /** Others are asked too, and heard, from now on. */
    void see(HostsHere others) {
        hosts = others;
    }

    /** What the run asks, if it waits. */
    Optional<Prompt> of(ExecId exec) {
        return Optional.ofNullable(here.get(exec))
                .map(one -> one.prompt)
                .or(() -> Optional.ofNullable(there.get(exec)).map(There::prompt));
    }

    /** Whether what the run asks is asked by another computer. */
    boolean isElsewhere(ExecId exec) {
        return there.containsKey(exec);
    }

    /** Of the runs here, those that wait longest first. */
    Optional<Prompt> first() {
        return here.values().stream().map(one -> one.prompt).findFirst();
    }

    /** A kernel here asks; where nobody is there who could see that, it hears so at once, else later. */
    void ask(Prompt prompt, Asker asker) {
        boolean seen = somebodySees.getAsBoolean();
        if (!seen && !hosts.isSomebodyHere()) {
            asker.nobody();
            return;
        }
        var one = new Here(prompt, ++asked, asker, nowMs.getAsLong());
        one.seen = seen;
        here.put(prompt.exec(), one);
        hosts.say(one.said());
        announce.accept(new NotebookEvent.InputWanted(prompt));
    }

    /**
     * Answers what {@code exec} asks.
     *
     * @throws Refusal if it asks nothing, any more
     */
    void answer(ExecId exec, String text) {
        if (text.length() > ANSWER_UNITS_MAX) throw new Refusal(TOO_LONG);
        var elsewhere = there.get(exec);
        var asking = here.get(exec);
        if (elsewhere != null) answerThere(elsewhere, text);
        else if (asking != null) answerHere(asking, text);
        else throw new Refusal("The cell does not wait for input any more: it was answered, interrupted or ended.");
    }

    private void answerHere(Here question, String text) {
        settle(question.prompt.exec());
        question.asker.answer(text);
    }

    private void answerThere(There question, String text) {
        if (Bytes.utf8(text).size() > InputMessage.ANSWER_BYTES_MAX) throw new Refusal(TOO_LONG);
        var exec = question.prompt.exec();
        hosts.say(question.host, new InputMessage.Answered(exec, question.nr, text));
        forget(exec);
    }

    /** The run asks no more: it was answered, interrupted or ended. */
    void settle(ExecId exec) {
        var one = here.remove(exec);
        if (one == null) return;
        hosts.say(new InputMessage.Settled(exec, one.nr));
        announce.accept(new NotebookEvent.InputSettled(exec));
    }

    /**
     * What another node says.
     *
     * @param isHost    whether the run is that node's
     * @param mayAnswer whether who speaks may answer for the run
     */
    void heard(DeviceId from, InputMessage message, boolean isHost, boolean mayAnswer) {
        switch (message) {
            case InputMessage.Asked question when isHost -> asked(from, question);
            case InputMessage.Settled(var exec, var nr)
            when isHost -> {
                var before = there.get(exec);
                if (before != null && before.nr <= nr) forget(exec);
            }
            case InputMessage.Seen(var exec, var nr)
            when mayAnswer -> question(exec, nr).ifPresent(one -> one.seen = true);
            case InputMessage.Answered(var exec, var nr, var text)
            when mayAnswer -> question(exec, nr).ifPresent(one -> answerHere(one, text));
            case InputMessage _ -> {}
        }
    }

    private Optional<Here> question(ExecId exec, long nr) {
        return Optional.ofNullable(here.get(exec)).filter(one -> one.nr == nr);
    }

    private void asked(DeviceId from, InputMessage.Asked question) {
        var exec = question.exec();
        if (there.size() >= THERE_MAX && !there.containsKey(exec)) return;
        var prompt = new Prompt(exec, question.text(), question.password());
        var before = there.put(exec, new There(from, prompt, question.nr(), nowMs.getAsLong()));
        if (somebodySees.getAsBoolean()) hosts.say(from, new InputMessage.Seen(exec, question.nr()));
        if (before == null || !before.prompt.equals(prompt)) announce.accept(new NotebookEvent.InputWanted(prompt));
    }

    private void forget(ExecId exec) {
        if (there.remove(exec) != null) announce.accept(new NotebookEvent.InputSettled(exec));
    }

    void tick() {
        var now = nowMs.getAsLong();
        for (var one : List.copyOf(there.values())) if (now - one.heardMs > THERE_MS_MAX) forget(one.prompt.exec());
        for (var one : List.copyOf(here.values())) again(one, now);
    }

    private void again(Here one, long now) {
        one.seen |= somebodySees.getAsBoolean();
        if (!one.seen && now - one.askedMs >= SEEN_MS_MAX) {
            settle(one.prompt.exec());
            one.asker.nobody();
        } else if (now - one.saidMs >= AGAIN_MS) {
            one.saidMs = now;
            hosts.say(one.said());
        }
    }

    /** When {@link #tick} is wanted. */
    OptionalLong dueMs() {
        return LongStream.concat(
                        here.values().stream().mapToLong(Here::dueMs),
                        there.values().stream().mapToLong(one -> one.heardMs + THERE_MS_MAX + 1))
                .min();
    }
}
