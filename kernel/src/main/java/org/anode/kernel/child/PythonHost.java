package org.anode.kernel.child;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Mime;
import org.anode.kernel.Variable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the Python side may ask for. Called from any Python thread. Everything names the run whose cell said it, which may
 * have ended; what names none (a thread that Python knows nothing of) counts for the run that started last.
 */
public final class PythonHost {
    /** One stream event in chars: a single huge write stays far below the frame limit. */
    private static final int WRITE_CHARS_MAX = 64 << 10;

    private static final Source INTERRUPT = raising("KeyboardInterrupt");
    private static final Source ENDED = raising("EOFError('the cell that asks has ended, so nobody can answer')");

    /**
     * How long the failure of a cell may take to be put into words before an interrupt ends even that, in ns. Cold it
     * takes seconds; what an exception says of itself may take for ever.
     */
    private static final long REPORT_NS_MAX = TimeUnit.SECONDS.toNanos(4);

    private final Outbox outbox;
    private final InputWait input;
    private volatile String run = "";
    private volatile boolean isRunning;
    private volatile boolean hasFailed;
    private volatile boolean isMuted;
    private volatile long failedNs;

    PythonHost(Outbox outbox, InputWait input) {
        this.outbox = outbox;
        this.input = input;
    }

    private static Source raising(String exception) {
        return Source.newBuilder("python", "raise " + exception, "<anode>")
                .internal(true)
                .buildLiteral();
    }

    void begin(String next) {
        run = next;
        hasFailed = false;
        isRunning = true;
        input.begin(next);
    }

    void end() {
        isRunning = false;
        input.end();
    }

    /** Whether what is said from here on is lost. */
    void mute(boolean muted) {
        isMuted = muted;
    }

    private void put(KernelEvent event) {
        if (!isMuted) {
            outbox.put(event);
        }
    }

    boolean isRunning() {
        return isRunning;
    }

    /** Whether there is something left of {@code which} to interrupt: its words on how it failed should not be. */
    boolean isInterruptible(String which) {
        return isRunning && which.equals(run) && !(hasFailed && System.nanoTime() - failedNs < REPORT_NS_MAX);
    }

    /** The cell is over with an exception, which is now put into words. */
    @HostAccess.Export
    public void failed() {
        failedNs = System.nanoTime();
        hasFailed = true;
    }

    private String owner(@Nullable String of) {
        return of == null ? run : of;
    }

    @HostAccess.Export
    public void stream(@Nullable String of, String name, String text) {
        var owner = owner(of);
        for (var from = 0; from < text.length(); ) {
            var to = Math.min(text.length(), from + WRITE_CHARS_MAX);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            put(new KernelEvent.Stream(owner, name, text.substring(from, to)));
            from = to;
        }
    }

    @HostAccess.Export
    public void display(@Nullable String of, Value data, String metadata, @Nullable String displayId, boolean update) {
        put(new KernelEvent.Display(owner(of), Optional.ofNullable(displayId), update, mime(data, metadata)));
    }

    @HostAccess.Export
    public void result(@Nullable String of, Value data, String metadata) {
        put(new KernelEvent.Result(owner(of), mime(data, metadata)));
    }

    @HostAccess.Export
    public void failure(@Nullable String of, String ename, String evalue, Value traceback) {
        put(new KernelEvent.Failure(owner(of), ename, evalue, strings(traceback)));
    }

    @HostAccess.Export
    public void clear(@Nullable String of, boolean later) {
        put(new KernelEvent.Clear(owner(of), later));
    }

    /** The answer. Where there will be none, Python sees its exception come out of here. */
    @HostAccess.Export
    public String input(@Nullable String of, String prompt, boolean password) {
        var asked = owner(of);
        if (!input.ask(asked)) {
            return raise(ENDED);
        }
        put(new KernelEvent.InputRequest(asked, prompt, password));
        return switch (input.await()) {
            case InputWait.Outcome.Answered(var text) -> text;
            case InputWait.Outcome.Interrupted() -> raise(INTERRUPT);
            case InputWait.Outcome.Ended() -> raise(ENDED);
        };
    }

    private static String raise(Source exception) {
        return Context.getCurrent().eval(exception).asString();
    }

    static Mime mime(Value data, String metadata) {
        return new Mime(entries(data), metadata);
    }

    static Map<String, String> entries(Value data) {
        var entries = new HashMap<String, String>();
        var keys = data.getHashKeysIterator();
        while (keys.hasIteratorNextElement()) {
            var key = keys.getIteratorNextElement();
            entries.put(key.asString(), data.getHashValue(key).asString());
        }
        return entries;
    }

    /** Rows as {@code variables.py} makes them. */
    static List<Variable> variables(Value rows) {
        var variables = new Variable[(int) rows.getArraySize()];
        for (var i = 0; i < variables.length; i++) {
            variables[i] = variable(rows.getArrayElement(i));
        }
        return List.of(variables);
    }

    private static Variable variable(Value row) {
        var bytes = row.getArrayElement(5).asLong();
        return new Variable(
                row.getArrayElement(0).asString(),
                kind(row.getArrayElement(1).asString()),
                row.getArrayElement(2).asString(),
                row.getArrayElement(3).asString(),
                longs(row.getArrayElement(4)),
                bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    private static Variable.Kind kind(String word) {
        return switch (word) {
            case "function" -> Variable.Kind.FUNCTION;
            case "class" -> Variable.Kind.CLASS;
            case "module" -> Variable.Kind.MODULE;
            default -> Variable.Kind.VALUE;
        };
    }

    private static List<Long> longs(Value list) {
        var longs = new Long[(int) list.getArraySize()];
        for (var i = 0; i < longs.length; i++) {
            longs[i] = list.getArrayElement(i).asLong();
        }
        return List.of(longs);
    }

    static List<String> strings(Value list) {
        var strings = new String[(int) list.getArraySize()];
        for (var i = 0; i < strings.length; i++) {
            strings[i] = list.getArrayElement(i).asString();
        }
        return List.of(strings);
    }
}
