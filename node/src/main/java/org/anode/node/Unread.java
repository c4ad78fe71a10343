package org.anode.node;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.doc.NotebookEvent;

/**
 * What a reader has not taken yet, bounded in number and in size: a slow terminal loses live text, never the notebook
 * its pace. One thread puts, one takes.
 */
final class Unread {
    /** Events that wait: a second of the fastest output. */
    static final int EVENTS_MAX = 10_000;

    /** About how many bytes of text wait, beside one event of any size: what a terminal prints in some seconds. */
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
        return event instanceof NotebookEvent.Live(var _, var said) ? CHAR_BYTES * said.weight() : 0;
    }
}
