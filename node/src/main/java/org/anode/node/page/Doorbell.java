package org.anode.node.page;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.node.Sharing;
import org.anode.node.share.Pairing;
import org.anode.node.share.SharingEvent;

/**
 * Tells all pages, whatever they show, who waits to be let in and how the pairing of another device goes. A thread of its
 * own looks.
 */
final class Doorbell implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Doorbell.class.getName());

    /** Changes gather for a moment: who asks, and which words it has, come close together. */
    private static final long GATHER_MS = 25;

    private final Home home;
    private final List<Outbox> pages = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Outbox> newcomers = new ConcurrentLinkedQueue<>();
    private final Semaphore changes = new Semaphore(0);
    private final Sharing.Watch requestsWatch;
    private final Sharing.Watch pairingWatch;
    private final Thread thread;
    private Optional<Pairing> told = Optional.empty();
    private volatile boolean changed;

    Doorbell(Home home) {
        this.home = home;
        this.requestsWatch = home.sharing().watch(event -> {
            if (event instanceof SharingEvent.RequestsChanged) rang();
        });
        this.pairingWatch = home.trust().watch(this::rang);
        this.thread = Thread.ofVirtual().name("doorbell").start(this::run);
    }

    private void rang() {
        changed = true;
        changes.release();
    }

    /** A page that was let in. */
    void welcome(Outbox page) {
        pages.add(page);
        newcomers.add(page);
        changes.release();
    }

    /** The socket is closed. */
    void forget(Outbox page) {
        pages.remove(page);
    }

    private void run() {
        try {
            while (true) {
                changes.acquire();
                TimeUnit.MILLISECONDS.sleep(GATHER_MS);
                changes.drainPermits();
                tell();
            }
        } catch (InterruptedException e) {
            // The server closes.
        }
    }

    private void tell() {
        try {
            boolean all = changed;
            changed = false;
            var arrived = new ArrayList<Outbox>();
            for (var page = newcomers.poll(); page != null; page = newcomers.poll()) arrived.add(page);
            var requests = SharingFrames.requests(home);
            for (var page : all ? pages : arrived) page.send(requests);
            tellPairing(arrived);
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "pages are not told who waits to be let in", e);
        }
    }

    /** What is over is no news for a page that comes later. */
    private void tellPairing(List<Outbox> arrived) {
        var now = home.trust().pairing();
        var isNews = !now.equals(told);
        told = now;
        if (isNews) for (var page : pages) page.send(SharingFrames.pairing(now));
        else if (now.filter(pairing -> pairing.ended().isEmpty()).isPresent())
            for (var page : arrived) page.send(SharingFrames.pairing(now));
    }

    @Override
    public void close() {
        requestsWatch.close();
        pairingWatch.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
