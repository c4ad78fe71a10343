package org.anode.kernel.child;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.anode.kernel.KernelEvent;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way out. Consecutive writes to the same stream become one event; the first of a run goes as soon as its
 * line is whole, more wait a moment for company. A full outbox blocks whoever puts: a flood of output slows its own cell
 * down and nothing else.
 */
final class Outbox {
    /** Weight of what waits, in chars: enough to keep the socket busy. */
    static final int QUEUED_CHARS_MAX = 1 << 20;

    /** A stream event is sent when it holds this many chars. */
    static final int STREAM_CHARS = 8 << 10;

    /** How long a stream event waits for more, in ns: below what an eye notices. */
    static final long COALESCE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long the first of a run waits for the end of its line, in ns: print() writes the two apart. */
    static final long LINE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private sealed interface Item {}

    private record Whole(KernelEvent event, long chars) implements Item {}

    private record Text(String run, String name, StringBuilder text, long beganNs) implements Item {
        boolean endsLine() {
            return text.charAt(text.length() - 1) == '\n';
        }

        boolean takes(KernelEvent.Stream more) {
            return text.length() < STREAM_CHARS && run.equals(more.run()) && name.equals(more.name());
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition freed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long chars;
    private boolean takerWaits;
    private final LongSupplier nanoTime;
    private String sentRun = "";
    private long sentNs;

    Outbox() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock that never goes back, in ns */
    Outbox(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Blocks while the outbox is full. An interrupt of the thread stays pending. */
    void put(KernelEvent event) {
        lock.lock();
        try {
            while (chars >= QUEUED_CHARS_MAX) {
                freed.awaitUninterruptibly();
            }
            if (event instanceof KernelEvent.Stream stream) {
                add(stream);
            } else {
                items.add(new Whole(event, event.weight()));
                chars += event.weight();
            }
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    private void add(KernelEvent.Stream stream) {
        if (!(items.peekLast() instanceof Text last && last.takes(stream))) {
            items.add(new Text(stream.run(), stream.name(), new StringBuilder(), nanoTime.getAsLong()));
            chars += KernelEvent.PLAIN_CHARS;
        }
        if (items.peekLast() instanceof Text last) {
            last.text().append(stream.text());
        }
        chars += stream.text().length();
    }

    /** Blocks for the next event to send. */
    KernelEvent take() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var waitNs = waitNs(items.peek());
                if (waitNs == 0) {
                    return sent(items.remove());
                }
                takerWaits = items.isEmpty();
                if (takerWaits) {
                    freed.signalAll();
                }
                filled.awaitNanos(waitNs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long the first item should still wait. */
    private long waitNs(@Nullable Item first) {
        return switch (first) {
            case null -> Long.MAX_VALUE;
            case Whole whole -> 0;
            case Text text when items.size() > 1 || text.text().length() >= STREAM_CHARS -> 0;
            case Text text when !text.run().equals(sentRun) && text.endsLine() -> 0;
            case Text text
            when !text.run().equals(sentRun) -> Math.max(0, text.beganNs() + LINE_NS - nanoTime.getAsLong());
            case Text text -> Math.max(0, sentNs + COALESCE_NS - nanoTime.getAsLong());
        };
    }

    /** Blocks until everything was sent, for a process that is about to leave. */
    void awaitSent(long timeoutNs) throws InterruptedException {
        lock.lock();
        try {
            for (var leftNs = timeoutNs; leftNs > 0 && !(takerWaits && items.isEmpty()); ) {
                leftNs = freed.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }

    private KernelEvent sent(Item item) {
        takerWaits = false;
        var event =
                switch (item) {
                    case Whole(var whole, var size) -> {
                        chars -= size;
                        yield whole;
                    }
                    case Text(var run, var name, var text, var _) -> {
                        chars -= KernelEvent.PLAIN_CHARS + text.length();
                        sentRun = run;
                        sentNs = nanoTime.getAsLong();
                        yield new KernelEvent.Stream(run, name, text.toString());
                    }
                };
        freed.signalAll();
        return event;
    }
}
