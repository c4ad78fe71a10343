package org.anode.kernel.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Status;
import org.anode.kernel.KernelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that was started before anybody asked for it. */
class SpareLauncherIT {
    private static final int HEAP_MIB = 512;

    /** Shorter than people need it, for nobody works here meanwhile. */
    private static final long QUIET_MS = 2_000;

    @TempDir
    Path folder;

    @Test
    void aTakenSpareIsAKernelLikeAnyOtherAndIsReplaced() throws Exception {
        try (var launcher = launcher(() -> Long.MAX_VALUE)) {
            launcher.keep();
            var spare = awaitSpare(launcher);
            var work = folder.resolve("work");
            try (var kernel = Conversation.start(launcher, new KernelSpec(work, HEAP_MIB))) {
                assertEquals(spare, kernel.kernel.pid());
                assertEquals("python", kernel.ready().language());
                worksIn(kernel, work.toRealPath());
                assertNotEquals(spare, awaitSpare(launcher));
                assertEquals(Status.OK, kernel.run("1").status());
            }
        }
        await().atMost(Conversation.PATIENCE)
                .until(() -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    private static void worksIn(Conversation kernel, Path work) throws Exception {
        Files.writeString(work.resolve("beside.py"), "answer = 42\n");
        assertEquals(work + "\n", kernel.run("import os; print(os.getcwd())").out());
        assertEquals(work + "\n", kernel.run("_ = os.system('pwd')").out());
        assertEquals("42\n", kernel.run("import beside; print(beside.answer)").out());
        assertEquals(
                "['__builtins__']\n",
                kernel.run("print([name for name in dir() if name.startswith('__b') or 'total' in name])")
                        .out());
        var run = kernel.begin("print('on', flush=True)\nwhile True: pass");
        kernel.awaitText("on\n");
        kernel.kernel.interrupt();
        assertEquals(Status.INTERRUPTED, kernel.finish(run).status());
    }

    @Test
    void whereMemoryIsShortThereIsNoSpareAndKernelsStartAllTheSame() {
        var asked = new AtomicInteger();
        try (var launcher = launcher(() -> {
            asked.incrementAndGet();
            return SpareLauncher.FREE_BYTES_MIN - 1;
        })) {
            launcher.keep();
            await().atMost(Conversation.PATIENCE).until(() -> asked.get() > 0);
            assertEquals(OptionalLong.empty(), launcher.sparePid());
            try (var kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("work"), HEAP_MIB))) {
                assertEquals(Status.OK, kernel.run("1").status());
            }
        }
    }

    @Test
    void aSpareThatIsKilledIsNoticedAndAKernelOfAnotherSizeIsStartedAfresh() {
        try (var launcher = launcher(() -> Long.MAX_VALUE)) {
            launcher.keep();
            var spare = awaitSpare(launcher);
            try (var kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("work"), HEAP_MIB + 1))) {
                assertNotEquals(spare, kernel.kernel.pid());
                assertEquals(OptionalLong.of(spare), launcher.sparePid());
            }
            ProcessHandle.of(spare).orElseThrow().destroyForcibly();
            await().atMost(Conversation.PATIENCE)
                    .until(() -> launcher.sparePid().isEmpty());
            try (var kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("work"), HEAP_MIB))) {
                assertEquals("python", kernel.ready().language());
            }
        }
    }

    @Test
    void aSpareThatCanNotStartIsGivenUpAndTheNextLaunchSaysWhy() {
        var install = Conversation.install(folder);
        var broken = new KernelInstall(install.javaHome(), List.of(folder), Optional.empty(), folder);
        try (var launcher = new SpareLauncher(
                new ProcessLauncher(broken),
                new KernelSpec(folder.resolve("spare"), HEAP_MIB),
                () -> Long.MAX_VALUE,
                wish())) {
            launcher.keep();
            try (var kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("work"), HEAP_MIB))) {
                assertEquals(
                        KernelEvent.Cause.LAUNCH_FAILED, kernel.awaitDeath().cause());
            }
        }
    }

    private SpareLauncher launcher(LongSupplier freeBytes) {
        return new SpareLauncher(
                new ProcessLauncher(Conversation.install(folder.resolve("cache"))),
                new KernelSpec(folder.resolve("spare"), HEAP_MIB),
                freeBytes,
                wish());
    }

    private static SpareWish wish() {
        return new SpareWish(SpareLauncher.nowMs(), 0, QUIET_MS);
    }

    private static long awaitSpare(SpareLauncher launcher) {
        await().atMost(Conversation.PATIENCE).until(() -> launcher.sparePid().isPresent());
        return launcher.sparePid().orElseThrow();
    }
}
