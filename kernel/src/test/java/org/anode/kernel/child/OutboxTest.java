package org.anode.kernel.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutboxTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Outbox outbox = new Outbox();

    @Test
    void writesThatWaitBecomeOneEventUntilSomethingElseComes() throws InterruptedException {
        out("a");
        out("b");
        outbox.put(new KernelEvent.Stream("r", "stderr", "e"));
        out("c");
        outbox.put(new KernelEvent.Finished("r", Status.OK, 1));
        assertEquals(new KernelEvent.Stream("r", "stdout", "ab"), outbox.take());
        assertEquals(new KernelEvent.Stream("r", "stderr", "e"), outbox.take());
        assertEquals(new KernelEvent.Stream("r", "stdout", "c"), outbox.take());
        assertEquals(new KernelEvent.Finished("r", Status.OK, 1), outbox.take());
    }

    @Test
    void theFirstWriteGoesAtOnceAndTheNextWaitsForCompany() throws InterruptedException {
        var start = System.nanoTime();
        out("a");
        assertEquals(new KernelEvent.Stream("r", "stdout", "a"), outbox.take());
        out("b");
        assertEquals(new KernelEvent.Stream("r", "stdout", "b"), outbox.take());
        assertTrue(System.nanoTime() - start >= Outbox.COALESCE_NS);
    }

    @Test
    @Timeout(60)
    void aPrintedLineIsOneEventAndTextWithoutAnEndGoesSoon() throws InterruptedException {
        var now = new AtomicLong();
        var held = new Outbox(now::get);
        var taken = new LinkedBlockingQueue<KernelEvent>();
        var taker = taker(held, taken);
        held.put(new KernelEvent.Stream("r1", "stdout", "a"));
        held.put(new KernelEvent.Stream("r1", "stdout", "\n"));
        assertEquals(new KernelEvent.Stream("r1", "stdout", "a\n"), taken.take());
        held.put(new KernelEvent.Stream("r2", "stdout", "a"));
        now.addAndGet(Outbox.LINE_NS);
        assertEquals(new KernelEvent.Stream("r2", "stdout", "a"), taken.take());
        taker.interrupt();
        taker.join();
    }

    @Test
    @Timeout(60)
    void whatAnEarlierRunSaidDoesNotHoldUpTheNext() throws InterruptedException {
        var stopped = new Outbox(() -> 0);
        for (var run : List.of("r1", "r2")) {
            stopped.put(new KernelEvent.Stream(run, "stdout", "a\n"));
            assertEquals(new KernelEvent.Stream(run, "stdout", "a\n"), stopped.take());
        }
    }

    @Test
    @DisplayName("R9 a flood of output blocks its writer instead of filling memory")
    void aFullOutboxBlocks() throws InterruptedException {
        var chunk = "x".repeat(Outbox.STREAM_CHARS);
        var chunks = 4 * Outbox.QUEUED_CHARS_MAX / Outbox.STREAM_CHARS;
        var writer = Thread.ofPlatform().start(() -> {
            for (var i = 0; i < chunks; i++) {
                out(chunk);
            }
        });
        awaitBlocked(writer);
        var taken = 0L;
        while (taken < 4L * Outbox.QUEUED_CHARS_MAX) {
            taken += outbox.take() instanceof KernelEvent.Stream stream
                    ? stream.text().length()
                    : 0;
        }
        writer.join();
        assertEquals(4L * Outbox.QUEUED_CHARS_MAX, taken);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("R9 a flood of tiny outputs blocks its writer as well")
    void tinyOutputsBlock(KernelEvent tiny) throws InterruptedException {
        var writer = Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                outbox.put(tiny);
                outbox.put(new KernelEvent.Stream("r", "stderr", "e"));
            }
        });
        awaitBlocked(writer);
        var first = outbox.take();
        assertEquals(tiny, first);
    }

    static List<KernelEvent> tinyOutputsBlock() {
        return List.of(
                new KernelEvent.Clear("r", false),
                new KernelEvent.Stream("r", "stdout", "o"),
                new KernelEvent.Failure("r", "E", "e", List.of()),
                new KernelEvent.Display("r", Optional.empty(), false, KernelEvent.Mime.EMPTY));
    }

    @Test
    void whoLeavesWaitsForWhatItSaid() throws InterruptedException {
        out("a");
        outbox.awaitSent(1);
        var taker = taker(outbox, new LinkedBlockingQueue<>());
        outbox.awaitSent(Long.MAX_VALUE);
        taker.interrupt();
        taker.join();
    }

    private static void awaitBlocked(Thread writer) {
        await().atMost(PATIENCE).until(() -> writer.getState() == Thread.State.WAITING);
    }

    private static Thread taker(Outbox outbox, Queue<KernelEvent> taken) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    taken.add(outbox.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void out(String text) {
        outbox.put(new KernelEvent.Stream("r", "stdout", text));
    }
}
