package org.anode.node.page;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final Home home;
    private final List<Outbox> pages = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Outbox> newcomers = new ConcurrentLinkedQueue<>();
    private final Gathering telling = new Gathering("doorbell", this::tell);
    private final Sharing.Watch requestsWatch;
    private final Sharing.Watch pairingWatch;
    private Optional<Pairing> told = Optional.empty();
    private volatile boolean changed;

    Doorbell(Home home) {
        this.home = home;
        this.requestsWatch = home.sharing().watch(event -> {
            if (event instanceof SharingEvent.RequestsChanged) rang();
        });
        this.pairingWatch = home.trust().watch(this::rang);
        telling.begin();
    }

    private void rang() {
        changed = true;
        telling.ask();
    }

    /** A page that was let in. */
    void welcome(Outbox page) {
        pages.add(page);
        newcomers.add(page);
        telling.ask();
    }

    /** The socket is closed. */
    void forget(Outbox page) {
        pages.remove(page);
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
        telling.close();
    }
}
