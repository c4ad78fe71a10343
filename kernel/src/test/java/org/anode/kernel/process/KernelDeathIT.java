package org.anode.kernel.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How kernels end, and that nothing stays behind. */
class KernelDeathIT {
    private static final int DEATH_MS_MAX = 30_000;
    private static final int UNRESPONSIVE_S_MAX = 60;
    private static final int FEW = 10;
    private static final int MANY = 200;

    /** A cell that starts so many processes, prints their pids in one line and forgets them. */
    static String forgetful(int children) {
        return "import subprocess\nprint(*[subprocess.Popen(['sleep', '1000']).pid for _ in range(" + children + ")])";
    }

    @TempDir
    Path folder;

    @Test
    @DisplayName("EX-13 kill -9 of a kernel is noticed at once, another kernel is untouched, and no child of it stays")
    void killed() {
        killed(FEW);
    }

    @Tag("long")
    @Test
    @DisplayName("R8 of two hundred processes that a cell started and forgot none outlives its kernel's kill -9")
    void killedWithMany() {
        killed(MANY);
    }

    private void killed(int count) {
        try (var kernel = start(512);
                var other = start(512)) {
            kernel.ready();
            other.ready();
            other.run("mine = 1");
            assertEquals("NameError", kernel.run("mine").failure().ename());
            var children = pids(kernel.run(forgetful(count)).out());
            assertEquals(count, living(children));
            kernel.begin("while True: pass");
            var start = System.nanoTime();
            ProcessHandle.of(kernel.kernel.pid()).orElseThrow().destroyForcibly();
            assertEquals(Cause.KILLED, kernel.awaitDeath().cause());
            assertTrue((System.nanoTime() - start) / 1_000_000 < DEATH_MS_MAX);
            await().atMost(Conversation.PATIENCE).until(() -> living(children) == 0);
            assertEquals("1\n", other.run("print(mine)").out());
        }
    }

    @Test
    @DisplayName(
            "R8 whatever a kernel started and forgot ends with it when it is closed, what made a session of its own stays")
    void closed() {
        var kernel = start(512);
        kernel.ready();
        var children = pids(kernel.run(forgetful(FEW)).out());
        var escaped = pids(kernel.run("print(subprocess.Popen(['sleep', '1000'], start_new_session=True).pid)")
                .out());
        try {
            assertEquals(FEW, living(children));
            kernel.close();
            await().atMost(Conversation.PATIENCE).until(() -> living(children) == 0);
            assertEquals(1, living(escaped), "if it ended too, the documents say less than is true");
        } finally {
            escaped.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    @Test
    @DisplayName("R8 of a kernel that ended no thread stays in the node")
    void noThreadStays() {
        var kernel = start(512);
        kernel.ready();
        var name = "kernel-" + kernel.kernel.pid() + "-";
        assertFalse(threads(name).isEmpty());
        kernel.close();
        await().atMost(Conversation.PATIENCE).until(() -> threads(name), List::isEmpty);
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list(range(100_000))", "bytearray(1 << 20)"})
    @DisplayName("EX-13 a cell that eats all memory ends its kernel with a sentence, after what it printed")
    void outOfMemory(String morsel) {
        try (var kernel = start(256)) {
            kernel.ready();
            kernel.begin("print('begun', flush=True)\nhoard = []\nwhile True: hoard.append(" + morsel + ")");
            var died = kernel.awaitDeath();
            assertEquals(Cause.OUT_OF_MEMORY, died.cause(), died.reason());
            assertTrue(died.reason().contains("256 MiB"), died.reason());
            assertEquals("begun\n", kernel.text("stdout"));
            assertEquals(died, kernel.events.getLast());
        }
    }

    @Test
    @DisplayName(
            "EX-13 what cannot be interrupted is killed within about ten seconds, and the sentence says that state is lost")
    void unresponsive() {
        try (var kernel = start(512)) {
            kernel.ready();
            kernel.run("1");
            kernel.begin("print('begun')\nsum(range(10**11))");
            kernel.awaitText("begun");
            var start = System.nanoTime();
            kernel.kernel.interrupt();
            var died = kernel.awaitDeath();
            assertTrue((System.nanoTime() - start) / 1_000_000_000 < UNRESPONSIVE_S_MAX);
            assertEquals(Cause.UNRESPONSIVE, died.cause());
            assertTrue(died.reason().contains("state is lost"));
        }
    }

    @Test
    @DisplayName("EX-13 a cell that ends its own process is reported as that")
    void exited() {
        try (var kernel = start(512)) {
            kernel.ready();
            kernel.begin("print('last words', flush=True)\nimport os; os._exit(7)");
            assertEquals(Cause.EXITED, kernel.awaitDeath().cause());
            assertTrue(kernel.text("stdout").contains("last words"));
        }
    }

    @Test
    @DisplayName("EX-13 what cannot start says why in a sentence")
    void launchFailures() throws IOException {
        var install = Conversation.install(folder);
        var noJava = new KernelInstall(folder, install.classPath(), Optional.empty(), folder);
        var noJar =
                new KernelInstall(install.javaHome(), List.of(folder.resolve("gone.jar")), Optional.empty(), folder);
        var empty = new KernelInstall(install.javaHome(), List.of(folder), Optional.empty(), folder);
        var file = Files.writeString(folder.resolve("file"), "no folder");
        assertEquals("is not a folder", failure(install, "is not a folder", file));
        assertEquals("no Java", failure(noJava, "no Java"));
        assertEquals("gone.jar is missing", failure(noJar, "gone.jar is missing"));
        assertEquals("Could not find or load main class", failure(empty, "Could not find or load main class"));
    }

    private String failure(KernelInstall install, String expected) {
        return failure(install, expected, folder.resolve("w"));
    }

    private static String failure(KernelInstall install, String expected, Path work) {
        try (var kernel = Conversation.start(new ProcessLauncher(install), new KernelSpec(work, 256))) {
            var died = kernel.awaitDeath();
            assertEquals(Cause.LAUNCH_FAILED, died.cause());
            assertEquals(1, kernel.events.size());
            return died.reason().contains(expected) ? expected : died.reason();
        }
    }

    @Test
    @DisplayName("R8 when the parent is killed, no kernel and no child of a kernel stays behind")
    void parentDeath() throws Exception {
        parentDeath(FEW);
    }

    @Tag("long")
    @Test
    @DisplayName("R8 of two hundred processes that a cell started and forgot none outlives the node's kill -9")
    void parentDeathWithMany() throws Exception {
        parentDeath(MANY);
    }

    private void parentDeath(int count) throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        Conversation.install(folder).classPath().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        DoomedParent.class.getName(),
                        folder.toString(),
                        String.valueOf(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = parent.inputReader()) {
            var kernel = Long.parseLong(String.valueOf(lines.readLine()));
            var children = pids(String.valueOf(lines.readLine()));
            assertTrue(alive(kernel));
            assertEquals(count, living(children));
            parent.destroyForcibly();
            await().atMost(Conversation.PATIENCE).until(() -> !alive(kernel) && living(children) == 0);
        } finally {
            parent.destroyForcibly();
        }
        assertFalse(parent.waitFor() == 0);
    }

    private Conversation start(int heapMiB) {
        return Conversation.start(
                new ProcessLauncher(Conversation.install(folder.resolve("cache"))),
                new KernelSpec(folder.resolve("work"), heapMiB));
    }

    private static List<Long> pids(String line) {
        return Stream.of(line.strip().split(" ")).map(Long::valueOf).toList();
    }

    private static long living(List<Long> pids) {
        return pids.stream().filter(KernelDeathIT::alive).count();
    }

    /** A process nobody has reaped yet is dead, too. */
    private static boolean alive(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/stat")).matches("(?s).*\\) Z .*");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @DisplayName("a kernel of a node that a script started in the background, where interrupts are ignored, hears them")
    @DisabledOnOs(OS.WINDOWS)
    void ignoredInterrupts() throws IOException {
        var plain = ChildRuntime.plain(Conversation.install(folder.resolve("cache")));
        var home = Files.createDirectories(folder.resolve("home/bin")).getParent();
        var java = Files.writeString(
                home.resolve("bin/java"), "#!/bin/sh\ntrap '' INT\nexec '" + plain.java() + "' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        var launcher = new ProcessLauncher(() -> new ChildRuntime(home, plain.flags(), plain.classPath()));
        try (var kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("deaf"), 512))) {
            kernel.ready();
            var run = kernel.begin("import time\nprint('sleeping', flush=True)\ntime.sleep(1000)");
            kernel.awaitText("sleeping");
            kernel.kernel.interrupt();
            assertEquals(KernelEvent.Status.INTERRUPTED, kernel.finish(run).status());
        }
    }
}
