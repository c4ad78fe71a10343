package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.KernelSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that eat memory, close what is not theirs or put out more than anybody reads, and what is left of their kernel. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileCellsIT {
    private static final Set<String> MEMORY_ERRORS = Set.of("MemoryError", "RecursionError", "OverflowError");

    @TempDir
    static Path folder;

    private static Conversation kernel;

    @AfterAll
    static void stop() {
        if (kernel != null) kernel.close();
    }

    /** The one of before if it lives. */
    private static Conversation open() {
        if (kernel == null || kernel.died().isPresent()) {
            kernel = Conversation.start(
                    new ProcessLauncher(Conversation.install(folder.resolve("cache"))),
                    new KernelSpec(folder.resolve("work"), 512));
            kernel.ready();
            kernel.run("kept = 'kept'");
        }
        return kernel;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x' * 10**10",
                "def deep(n): return deep(n + 1) + 1\ndeep(0)",
                "def deep(n): return deep(n + 1) + 1\nimport sys; sys.setrecursionlimit(10**9)\ndeep(0)",
            })
    @DisplayName("EX-13 what is too large or too deep at once is an error of its cell, and the kernel keeps its state")
    void tooMuchAtOnce(String source) {
        var outcome = open().run(source);
        var died = kernel.died();
        assertTrue(died.isEmpty(), died::toString);
        assertEquals(Status.ERROR, outcome.status());
        assertTrue(MEMORY_ERRORS.contains(outcome.failure().ename()), outcome.failure()::toString);
        assertEquals(
                "kept\n",
                kernel.run("import sys; sys.setrecursionlimit(1000); print(kept)")
                        .out());
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[n for n in range(10**9)]",
                "x = []\nwhile True: x.append('x' * 10**6 + str(len(x)))",
                "x = 'x'\nwhile True: x += x",
                "b'x' * (2**31 - 100)",
            })
    @DisplayName("EX-13 a memory bomb is an error of its cell or the end of its kernel, which says that memory ran out")
    void memoryBomb(String source) {
        var run = open().begin(source);
        var outcome = kernel.finish(run);
        kernel.died()
                .ifPresentOrElse(
                        died -> assertEquals(Cause.OUT_OF_MEMORY, died.cause(), died.reason()),
                        () -> assertTrue(
                                MEMORY_ERRORS.contains(outcome.failure().ename()), outcome.failure()::toString));
        assertEquals("kept\n", open().run("print(kept)").out());
    }

    /** The last one, for it ends the kernel that the others share. */
    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("R9 a cell that closes stdout and stderr costs the next ones nothing, and no mark gets into its files")
    void closedOutput() {
        open();
        assertEquals(
                "still here\n",
                kernel.run("import sys\nsys.stdout.close()\nprint('still here')")
                        .out());
        assertEquals(
                Status.OK, kernel.run("import os\nos.close(1)\nos.close(2)").status());
        var opened = kernel.run("""
                files = [open(f'mine{n}', 'w') for n in range(3)]
                for file in files: file.write('text'); file.flush()
                print(1 in [file.fileno() for file in files])
                """);
        assertEquals("True\n", opened.out(), "a file of the cell has the number of stdout");
        assertEquals("shell\n", kernel.run("!echo shell").out());
        assertEquals("error\n", kernel.run("print('error', file=sys.stderr)").text("stderr"));
        assertEquals(
                "['text', 'text', 'text']\n",
                kernel.run("for file in files: file.close()\nprint([open(file.name).read() for file in files])")
                        .out());
        assertEquals(
                Status.OK,
                kernel.run("sys.stdout = None\nprint('nobody hears')").status());
        assertEquals("ZeroDivisionError", kernel.run("1 / 0").failure().ename());
        assertEquals(
                "'kept'",
                kernel.run("kept").only(KernelEvent.Result.class).data().data().get("text/plain"));
        kernel.close();
    }

    @Test
    @DisplayName("R9 a text of a gibibyte is printed in pieces, a display of one leaves a notice")
    @Tag("long")
    void gibibyte() throws InterruptedException {
        var heard = new AtomicLong();
        var ends = new LinkedBlockingQueue<KernelEvent>();
        var notices = new LinkedBlockingQueue<String>();
        try (var large = new ProcessLauncher(Conversation.install(folder.resolve("cache")))
                .launch(new KernelSpec(folder.resolve("large"), KernelSpec.HEAP_MIB_DEFAULT), event -> {
                    switch (event) {
                        case KernelEvent.Stream(var _, var name, var text)
                        when name.equals("stderr") -> notices.add(text);
                        case KernelEvent.Stream stream ->
                            heard.addAndGet(stream.text().length());
                        case KernelEvent.Finished finished -> ends.add(finished);
                        case KernelEvent.Died died -> ends.add(died);
                        default -> {}
                    }
                })) {
            large.send(new KernelCommand.Execute("r1", "Cell 1", "x = 'x' * 2**30\nprint(x, end='')", 1));
            assertEquals(Status.OK, ended(ends.poll(10, TimeUnit.MINUTES)));
            assertEquals(1L << 30, heard.get());
            large.send(
                    new KernelCommand.Execute("r2", "Cell 2", "from IPython.display import HTML\ndisplay(HTML(x))", 2));
            assertEquals(Status.OK, ended(ends.poll(10, TimeUnit.MINUTES)));
            assertEquals("[output dropped: text/html of 1024 MiB, of at most 32]\n", String.join("", notices));
        }
    }

    private static Status ended(KernelEvent end) {
        if (end instanceof KernelEvent.Finished finished) return finished.status();
        throw new AssertionError(String.valueOf(end));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in range(10**6): display(i)",
                "import sys\nfor i in range(10**6): print(i, file=sys.stderr if i % 2 else sys.stdout)",
                "from IPython.display import clear_output\nfor i in range(10**6): clear_output()",
                "handle = display(0, display_id=True)\nfor i in range(10**6): handle.update(i)",
            })
    @DisplayName("R9 a million tiny outputs pass through a kernel with little memory")
    void tinyOutputs(String source) throws InterruptedException {
        var ends = new LinkedBlockingQueue<KernelEvent>();
        try (var small = new ProcessLauncher(Conversation.install(folder.resolve("cache")))
                .launch(new KernelSpec(folder.resolve("small"), 192), event -> {
                    if (event instanceof KernelEvent.Finished || event instanceof KernelEvent.Died) ends.add(event);
                })) {
            small.send(new KernelCommand.Execute("r1", "Cell 1", source, 1));
            assertEquals(Status.OK, ended(ends.poll(15, TimeUnit.MINUTES)));
        }
    }
}
