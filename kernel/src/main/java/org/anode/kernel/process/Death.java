package org.anode.kernel.process;

import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.jspecify.annotations.Nullable;

/** Gathers why a process ends, and says it in a sentence. The first reason counts. */
final class Death {
    static final String UNRESPONSIVE =
            "The cell did not react to being interrupted, so its kernel was ended and its state is lost; run the cells it needs again.";

    /** What HotSpot writes as it leaves; a cell that calls {@code os._exit(3)} does not. */
    private static final String OUT_OF_MEMORY_WORDS = "Terminating due to java.lang.OutOfMemoryError";

    /** The process's own words before it was ready, in chars: a JVM's complaint fits. */
    private static final int WORDS_CHARS_MAX = 500;

    private static final int SIGNALLED = 128;
    private final int heapMiB;
    private final StringBuilder words = new StringBuilder();
    private boolean outOfMemory;
    private int exitCode;
    private boolean ready;
    private KernelEvent.@Nullable Died verdict;

    Death(int heapMiB) {
        this.heapMiB = heapMiB;
    }

    /** Looks at what the process writes itself; true if it was HotSpot's last word and not the cell's. */
    boolean notes(String text) {
        if (words.length() < WORDS_CHARS_MAX) {
            words.append(text, 0, Math.min(text.length(), WORDS_CHARS_MAX - words.length()));
        }
        var last = text.contains(OUT_OF_MEMORY_WORDS);
        outOfMemory |= last;
        return last;
    }

    void because(Cause cause, String reason) {
        if (verdict == null) {
            verdict = new KernelEvent.Died(cause, reason);
        }
    }

    /** It is a kernel from now on, and what ends it is no failure to start. */
    void started() {
        ready = true;
    }

    void exited(int code) {
        exitCode = code;
    }

    KernelEvent.Died verdict() {
        if (verdict != null) {
            return verdict;
        }
        if (outOfMemory) {
            return new KernelEvent.Died(Cause.OUT_OF_MEMORY, outOfMemorySentence());
        }
        if (!ready) {
            return new KernelEvent.Died(Cause.LAUNCH_FAILED, "The kernel could not start" + saying() + ".");
        }
        return exitCode > SIGNALLED
                ? new KernelEvent.Died(Cause.KILLED, killedSentence(exitCode - SIGNALLED))
                : new KernelEvent.Died(
                        Cause.EXITED,
                        "The kernel process ended itself (exit code " + exitCode + "); its state is lost.");
    }

    String tooSlow() {
        return "The kernel was not ready after " + Supervision.LAUNCH_MS_MAX / 1000 + " s" + saying()
                + "; the machine may be overloaded, try again.";
    }

    private String outOfMemorySentence() {
        return "The kernel ran out of memory (its limit is " + heapMiB
                + " MiB) and its state is lost; work on less data at once or give kernels more memory.";
    }

    private static String killedSentence(int signal) {
        return "The kernel process was killed from outside (signal " + signal
                + ") and its state is lost; the system does that when memory is short.";
    }

    private String saying() {
        var said = words.toString().strip().replaceAll("\\s+", " ");
        return said.isEmpty() ? " (exit code " + exitCode + ")" : ": " + said;
    }
}
