package org.anode.node.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.anode.schema.Bytes;
import org.awaitility.Awaitility;

/** Writes down all that happens in a room; can be made to stand still. */
final class Heard implements RoomListener {
    static final long PATIENCE_S = 30;

    private final List<String> events = new ArrayList<>();
    private final List<LinkId> up = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public void up(LinkId link) {
        synchronized (this) {
            up.add(link);
        }
        note("up " + link.number());
    }

    @Override
    public void received(LinkId from, Bytes frame) {
        note("frame " + from.number() + " " + frame.toUtf8());
    }

    @Override
    public void gone(LinkId link) {
        synchronized (this) {
            up.remove(link);
        }
        note("gone " + link.number());
    }

    @Override
    public void resync() {
        note("resync");
    }

    private void note(String event) {
        synchronized (this) {
            events.add(event);
        }
        try {
            assertTrue(gate.await(2 * PATIENCE_S, SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void stall() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized void forget() {
        events.clear();
    }

    synchronized List<LinkId> links() {
        return List.copyOf(up);
    }

    long count(String start) {
        return events().stream().filter(event -> event.startsWith(start)).count();
    }

    /** The texts of all frames, in order. */
    List<String> frames() {
        return events().stream()
                .filter(event -> event.startsWith("frame "))
                .map(event -> event.split(" ", 3)[2])
                .toList();
    }

    /** Waits until this many peers are there. */
    List<LinkId> await(int peers) {
        until(() -> links().size() == peers);
        return links();
    }

    static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .dontCatchUncaughtExceptions() // one test lets a listener fail
                .atMost(PATIENCE_S, SECONDS)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }
}
