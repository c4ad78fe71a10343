package org.anode.node;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.kernel.KernelEvent;
import org.anode.node.doc.NotebookEvent;

/**
 * What a reader has not taken yet, bounded in number and in size: a slow terminal loses live text, never the notebook
 * its pace. One thread puts, one takes.
 */
final class Unread {
    /** Events that wait: a second of the fastest output. */
    static final int EVENTS_MAX = 10_000;

    /** Bytes of text that wait, beside one event of any size: what a terminal prints in some seconds. */
    static final long BYTES_MAX = 16 << 20;

    /** In memory a char takes two bytes at most. */
    private static final long CHAR_BYTES = 2;

    private final BlockingQueue<NotebookEvent> events = new LinkedBlockingQueue<>(EVENTS_MAX);
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean lost;

    /** Drops the event where there is no room for it. */
    void put(NotebookEvent event) {
        var size = size(event);
        var waiting = bytes.get();
        var fits = waiting == 0 || waiting + size <= BYTES_MAX;
        bytes.addAndGet(size);
        if (fits && events.offer(event)) return;
        bytes.addAndGet(-size);
        lost = true;
    }

    Optional<NotebookEvent> take(long waitMs) throws InterruptedException {
        return Optional.ofNullable(events.poll(waitMs, TimeUnit.MILLISECONDS)).map(this::taken);
    }

    Optional<NotebookEvent> takeNow() {
        return Optional.ofNullable(events.poll()).map(this::taken);
    }

    /** Whether something was dropped. */
    boolean hasLost() {
        return lost;
    }

    private NotebookEvent taken(NotebookEvent event) {
        bytes.addAndGet(-size(event));
        return event;
    }

    private static long size(NotebookEvent event) {
        return event instanceof NotebookEvent.Live(var _, var said) ? CHAR_BYTES * chars(said) : 0;
    }

    private static long chars(KernelEvent said) {
        return switch (said) {
            case KernelEvent.Stream s -> s.text().length();
            case KernelEvent.Display d -> chars(d.data());
            case KernelEvent.Result r -> chars(r.data());
            case KernelEvent.Failure f ->
                f.evalue().length()
                        + f.traceback().stream().mapToLong(String::length).sum();
            case KernelEvent.Ready _,
                    KernelEvent.Clear _,
                    KernelEvent.InputRequest _,
                    KernelEvent.Finished _,
                    KernelEvent.Completed _,
                    KernelEvent.Inspected _,
                    KernelEvent.VariablesListed _,
                    KernelEvent.Died _ -> 0;
        };
    }

    private static long chars(KernelEvent.Mime data) {
        return data.metadata().length()
                + data.data().values().stream().mapToLong(String::length).sum();
    }
}
