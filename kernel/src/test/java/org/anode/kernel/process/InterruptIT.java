package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.KernelSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An interrupt of everything a cell may hang in. A table at the end says how each ended and after how long. */
class InterruptIT {
    /** From the interrupt to the idle kernel, in ms. */
    private static final long IDLE_MS_MAX = 2_000;

    /** From the interrupt to the end of the kernel, in ms: the ladder and what the end takes. */
    private static final long KILLED_MS_MAX = 12_000;

    /** A busy machine may stall one attempt for longer than an interrupt may take, hardly several. */
    private static final int ATTEMPTS_MAX = 3;

    @TempDir
    static Path folder;

    private static final List<String> TABLE = new CopyOnWriteArrayList<>();
    private static Conversation kernel;

    private enum End {
        IDLE,
        KILLED,
        /** The matcher of regular expressions hears of an interrupt now and then. */
        EITHER
    }

    /** What a cell hangs in, and how that ends. */
    enum Hang {
        LOOP("while True: pass"),
        CALLS("def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nf(90)"),
        SLEEP("time.sleep(1000)"),
        INPUT("input('name? ')"),
        LOCK("lock = threading.Lock(); lock.acquire(); lock.acquire()"),
        EVENT("threading.Event().wait()"),
        JOIN("thread = threading.Thread(target=threading.Event().wait, daemon=True); thread.start(); thread.join()"),
        QUEUE("queue.Queue().get()"),
        SUBPROCESS("subprocess.run(['sleep', '1000'])"),
        OUTPUT_OF_SUBPROCESS("subprocess.check_output(['sleep', '1000'])"),
        SHELL("!sleep 1000"),
        SHELL_FLOOD("!yes"),
        AWAIT("await asyncio.sleep(1000)"),
        SORTED("sorted(numbers, key=lambda n: n * 7919 % 1_000_003)"),
        FLOOD("while True: print('flood')"),
        ACCEPT("server = socket.create_server(('127.0.0.1', 0)); server.accept()"),
        PIPE("os.read(os.pipe()[0], 1)"),
        SELECT("select.select([os.pipe()[0]], [], [])"),
        SWALLOWED("""
                while True:
                    try:
                        time.sleep(1000)
                    except KeyboardInterrupt:
                        print('not me')
                """, End.KILLED),
        SUM("sum(range(10**11))", End.KILLED),
        POWER("7 ** 10**9", End.KILLED),
        REGEX("re.match(r'(a+)+\\1b$', 'a' * 40)", End.EITHER);

        private static final String PREPARED = """
                import asyncio, os, queue, re, select, socket, subprocess, threading, time
                numbers = list(range(3_000_000))
                """;

        private final String source;
        private final End end;

        Hang(String source) {
            this(source, End.IDLE);
        }

        Hang(String source, End end) {
            this.source = source;
            this.end = end;
        }

        static Stream<Hang> killed() {
            return EnumSet.allOf(Hang.class).stream().filter(hang -> hang.end != End.IDLE);
        }

        static Stream<Hang> interrupted() {
            return EnumSet.allOf(Hang.class).stream().filter(hang -> hang.end == End.IDLE);
        }
    }

    @ParameterizedTest
    @MethodSource("org.anode.kernel.process.InterruptIT$Hang#interrupted")
    @DisplayName("EX-11 whatever a cell waits for or works on, two seconds after an interrupt its kernel is idle")
    void interrupted(Hang hang) {
        var ms = Long.MAX_VALUE;
        for (var attempt = 1; attempt <= ATTEMPTS_MAX && ms > IDLE_MS_MAX; attempt++) {
            ms = interrupt(hang);
            assertEquals("kept\n", kernel.run("print(kept)").out());
        }
        assertTrue(ms <= IDLE_MS_MAX, hang + " was interrupted after " + ms + " ms");
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("org.anode.kernel.process.InterruptIT$Hang#killed")
    @DisplayName("EX-13 what no interrupt reaches is ended with its kernel, and the next cell has a new one")
    void killed(Hang hang) {
        var ms = interrupt(hang);
        if (hang.end == End.KILLED || kernel.died().isPresent()) {
            var died = kernel.awaitDeath();
            assertEquals(Cause.UNRESPONSIVE, died.cause(), died.reason());
            assertTrue(died.reason().contains("its state is lost"), died.reason());
        }
        assertTrue(ms <= KILLED_MS_MAX, hang + " was ended after " + ms + " ms");
        assertEquals("kept\n", open().run("print(kept)").out());
    }

    /** How long after the interrupt it ended, one way or the other, in ms; never, if a further interrupt spoilt it. */
    private static long interrupt(Hang hang) {
        var hanging = open();
        var mark = "begun " + TABLE.size();
        var run = hanging.begin("print('" + mark + "', flush=True)\n" + hang.source);
        hanging.awaitText(mark);
        var start = System.nanoTime();
        hanging.kernel.interrupt();
        var outcome = hanging.finish(run);
        var ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        var how = hanging.died()
                .map(died -> died.cause().toString())
                .orElseGet(() -> outcome.failure().ename());
        TABLE.add("%-20s %-17s %6d ms".formatted(hang, how, ms));
        if (hanging.died().isPresent() || outcome.status() == Status.INTERRUPTED) return ms;
        assertTrue(ms >= Supervision.INTERRUPT_STEPS_MS.getFirst(), outcome.events()::toString);
        return Long.MAX_VALUE;
    }

    /** The kernel of before if it lives, with all a hanging cell needs. */
    private static Conversation open() {
        if (kernel == null || kernel.died().isPresent()) {
            kernel = Conversation.start(
                    new ProcessLauncher(Conversation.install(folder.resolve("cache"))),
                    new KernelSpec(folder.resolve("work"), 1024));
            kernel.ready();
            assertEquals(Status.OK, kernel.run(Hang.PREPARED + "kept = 'kept'").status());
            assertEquals(Status.ERROR, kernel.run("1 / 0").status());
        }
        return kernel;
    }

    @AfterAll
    static void stop() {
        System.err.println(String.join("\n", TABLE));
        kernel.close();
    }
}
