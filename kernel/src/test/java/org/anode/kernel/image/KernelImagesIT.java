package org.anode.kernel.image;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.process.ChildRuntime;
import org.anode.kernel.process.KernelInstall;
import org.anode.kernel.process.ProcessLauncher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images made from the jars that the build leaves, in a cache of the test's own. */
class KernelImagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void anImageIsMadeOnceAndKernelsStartFromItUntilItIsDamaged() throws Exception {
        var install = install();
        var images = new KernelImages(install);
        assertEquals(ChildRuntime.plain(install), images.get());
        assertTrue(images.prepare());
        var runtime = images.get();
        assertTrue(runtime.flags().stream().anyMatch(flag -> flag.startsWith("-XX:AOTCache=")), runtime.toString());
        assertTrue(runtime.javaHome().startsWith(folder), "a JDK of its own");
        assertEquals("42\n", printed(images, "print(6 * 7)"));

        var cache = image().resolve("kernel.aot");
        var made = Files.getLastModifiedTime(cache);
        assertTrue(images.prepare());
        assertTrue(new KernelImages(install).prepare());
        assertEquals(made, Files.getLastModifiedTime(cache), "not made again");

        scramble(cache);
        assertEquals(runtime, images.get(), "its length is the same");
        assertEquals("42\n", printed(images, "print(6 * 7)"), "the JVM does without a cache it can not use");

        Files.delete(image().resolve("image").resolve("lib").resolve("modules"));
        assertEquals(ChildRuntime.plain(install), images.get());
        assertEquals("42\n", printed(images, "print(6 * 7)"));
    }

    @Test
    void whileAnotherProcessMakesTheImageNobodyElseDoes() throws Exception {
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LockHolder.class.getName(),
                        folder.resolve("kernel").resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = other.inputReader()) {
            assertEquals("locked true", lines.readLine());
            var images = new KernelImages(install());
            assertFalse(images.prepare());
            assertEquals(List.of("lock"), made());
            assertEquals(ChildRuntime.plain(install()), images.get());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whoIsClosedWhileItMakesAnImageLeavesNoProcessAndTriesAgainAnotherTime() throws Exception {
        var images = new KernelImages(install());
        var making = new FutureTask<>(images::prepare);
        Thread.ofPlatform().start(making);
        await().atMost(PATIENCE).until(() -> steps() > 0);
        images.close();
        assertThrows(Exception.class, making::get);
        await().atMost(PATIENCE).until(() -> steps() == 0);
        assertTrue(made().stream().noneMatch(name -> name.endsWith(".failed")), made().toString());
    }

    @Test
    void whatCanNotBeMadeLeavesItsLogAndIsNotTriedAgain() throws Exception {
        var real = install();
        var broken = new KernelInstall(real.javaHome(), real.classPath().subList(0, 1), Optional.empty(), folder);
        var images = new KernelImages(broken);
        assertThrows(IOException.class, images::prepare);
        assertFalse(images.prepare());
        var failed = made().stream().filter(name -> name.endsWith(".failed")).collect(Collectors.joining());
        assertTrue(Files.exists(folder.resolve("kernel").resolve(failed).resolve("train.log")), made().toString());
        assertEquals(ChildRuntime.plain(broken), images.get());
    }

    /** What a build leaves in {@code target}. */
    private KernelInstall install() {
        return KernelInstall.packaged(
                Path.of(System.getProperty("java.home")), Path.of("target").toAbsolutePath(), folder);
    }

    private static long steps() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }

    private List<String> made() throws IOException {
        try (var entries = Files.list(folder.resolve("kernel"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private Path image() throws IOException {
        return folder.resolve("kernel").resolve(made().getFirst());
    }

    private static void scramble(Path file) throws IOException {
        var size = Files.size(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]), 0);
            channel.write(ByteBuffer.wrap(new byte[4096]), size / 2);
        }
    }

    private String printed(KernelImages images, String source) {
        var events = new CopyOnWriteArrayList<KernelEvent>();
        try (var kernel =
                new ProcessLauncher(images).launch(new KernelSpec(folder.resolve("work"), 1024), events::add)) {
            kernel.send(new KernelCommand.Execute("r", "Cell 1", source, 1));
            await().atMost(PATIENCE)
                    .until(() -> events.stream()
                            .anyMatch(it -> it instanceof KernelEvent.Finished || it instanceof KernelEvent.Died));
        }
        return events.stream()
                .map(it -> it instanceof KernelEvent.Stream text ? text.text() : "")
                .collect(Collectors.joining());
    }
}
