package org.anode.node.doc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.anode.kernel.KernelEvent;
import org.anode.node.NodeFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class InflowTest {
    private static final int ALL = 2_000;

    private final LinkedBlockingQueue<NotebookActor.Turn> waiting = new LinkedBlockingQueue<>();
    private final Inflow inflow = new Inflow(waiting::add);
    private final AtomicInteger put = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    static Stream<Arguments> floods() {
        var large = "x".repeat(64 << 10);
        var huge = new KernelEvent.Mime(java.util.Map.of("text/html", "x".repeat(Inflow.CHARS_MAX + 1)), "{}");
        return Stream.of(
                        new KernelEvent.Stream("r", "stdout", large),
                        new KernelEvent.Display("r", Optional.empty(), false, huge),
                        new KernelEvent.Failure("r", "E", "", List.of(large)))
                .flatMap(event -> Stream.of(Arguments.of(event, true), Arguments.of(event, false)));
    }

    @ParameterizedTest
    @MethodSource("floods")
    @DisplayName("R9 a kernel that says much waits for its notebook, whether its turns are taken or dropped")
    void flood(KernelEvent event, boolean taken) throws InterruptedException {
        var kernel = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < ALL; i++) {
                inflow.put(event, _ -> done.incrementAndGet());
                put.incrementAndGet();
            }
        });
        await().until(() -> kernel.getState() == Thread.State.WAITING);
        assertEquals(Math.max(1, Inflow.CHARS_MAX / event.weight()), put.get());
        for (int i = 0; i < ALL; i++) {
            if (taken) takeNext();
            else waiting.take().dropped(new NodeFailure("over"));
        }
        kernel.join();
        assertEquals(List.of(ALL, taken ? ALL : 0), List.of(put.get(), done.get()));
    }

    private void takeNext() throws InterruptedException {
        waiting.take().take(null); // what is done here looks at no notebook
    }
}
