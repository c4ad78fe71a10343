package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.net.RoomedNotebook;
import org.anode.node.store.RocksStore;
import org.anode.node.transport.MemoryNetwork;
import org.anode.node.transport.TransportLimits;

/**
 * Bela has just been let into a notebook that Anna has long typed in: how long from the moment they see each other until
 * he is shown the cells as they are, until all changes are on his disk, and how long hers waits for making that possible.
 */
final class FirstSight implements AutoCloseable {
    /** Nothing measured here takes longer; what does is stuck. */
    private static final long MINUTES_MAX = 5;

    private final Path folder;
    private final RocksStore annas;
    private final TypedNotebook typed;
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();

    FirstSight(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder.resolve("first-sight"));
        this.annas = open(this.folder.resolve("anna"));
        this.typed = new TypedNotebook(annas);
    }

    /**
     * Ms.
     *
     * @param held the longest that a turn of Anna's notebook waited until Bela was shown the cells
     */
    record Seen(Samples shown, Samples all, Samples held) {
        static Seen nothing() {
            return new Seen(new Samples(), new Samples(), new Samples());
        }
    }

    private static RocksStore open(Path folder) {
        return RocksStore.open(folder, PlatformFolders.current().cache());
    }

    /** @param changes that the document has; more than at the call before */
    Seen measure(int changes, int joins) throws IOException, InterruptedException {
        typed.typeUpTo(changes);
        var seen = Seen.nothing();
        try (var anna = new RoomedNotebook(TypedNotebook.NOTEBOOK, annas, TypedNotebook.ANNA, folder)) {
            anna.ask(FirstSight::loaded);
            for (int i = 0; i < joins; i++) {
                var belas = folder.resolve("bela-" + changes + "-" + i);
                join(anna, belas, seen);
                Checkout.delete(belas);
            }
        }
        return seen;
    }

    private static OpenNotebook loaded(OpenNotebook open) {
        open.load();
        var _ = open.replication().machine().digest();
        return open;
    }

    private void join(RoomedNotebook anna, Path belas, Seen seen) throws InterruptedException {
        var heads = anna.ask(open -> open.view().heads());
        var wanted = anna.ask(open -> open.replication().machine().digest());
        try (var store = open(belas)) {
            var _ = TypedNotebook.joined(store);
            try (var bela = new RoomedNotebook(TypedNotebook.NOTEBOOK, store, TypedNotebook.BELA, folder)) {
                bela.ask(OpenNotebook::view);
                var connected = new AtomicLong();
                var shown = new AtomicLong();
                var all = new CountDownLatch(1);
                bela.onChange(() -> connected.compareAndSet(0, System.nanoTime()));
                bela.onTold(open -> {
                    if (open.view().heads().equals(heads)) shown.compareAndSet(0, System.nanoTime());
                    if (shown.get() > 0
                            && !open.isArriving()
                            && open.replication().machine().digest().equals(wanted)) all.countDown();
                });
                var network = new MemoryNetwork(TransportLimits.DEFAULT, deliveries);
                try (var one = network.open();
                        var other = network.open()) {
                    anna.enter(one);
                    bela.enter(other);
                    seen.held.add(longestTurn(anna, shown));
                    if (!all.await(MINUTES_MAX, TimeUnit.MINUTES)) throw new IllegalStateException("it never comes");
                    seen.shown.add((shown.get() - connected.get()) / 1e6);
                    bela.ask(OpenNotebook::view); // is answered once the disk has it
                    seen.all.add((System.nanoTime() - connected.get()) / 1e6);
                    anna.leave(one);
                }
            }
        }
    }

    private static double longestTurn(RoomedNotebook anna, AtomicLong shown) throws InterruptedException {
        double longest = 0;
        for (long began = System.nanoTime(); shown.get() == 0; TimeUnit.MILLISECONDS.sleep(1)) {
            long asked = System.nanoTime();
            anna.ask(OpenNotebook::view);
            longest = Math.max(longest, (System.nanoTime() - asked) / 1e6);
            if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(MINUTES_MAX))
                throw new IllegalStateException("nothing is shown");
        }
        return longest;
    }

    @Override
    public void close() {
        typed.close();
        annas.close();
        deliveries.close();
    }
}
