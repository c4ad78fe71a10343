package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.anode.node.transport.Transport;
import org.anode.node.transport.TransportLimits;
import org.anode.schema.Bytes;
import org.automerge.Document;
import org.automerge.SyncState;

/**
 * Anna and Bela have the same document; he is away while she types on. How long from the moment they see each other until
 * he has everything, checked, applied, with the rows of what is shown, on the disk; and beside it Automerge's own protocol
 * with the same changes between two documents in memory. Both sides are open, as is usual when somebody was only away.
 */
final class CatchUp implements AutoCloseable {
    /** Nothing measured here takes longer; what does is stuck. */
    private static final long MINUTES_MAX = 5;

    private final Path folder;
    private final RocksStore annas;
    private final TypedNotebook typed;
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();

    CatchUp(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder.resolve("catch-up"));
        this.annas = open(this.folder.resolve("anna"));
        this.typed = new TypedNotebook(annas);
    }

    /**
     * What was seen of one size.
     *
     * @param recall until a notebook that was just opened knows what it has
     */
    record Seen(Samples ours, Samples automerge, Samples ratio, Samples recall) {
        static Seen nothing() {
            return new Seen(new Samples(), new Samples(), new Samples(), new Samples());
        }
    }

    private static RocksStore open(Path folder) {
        return RocksStore.open(folder, PlatformFolders.current().cache());
    }

    /** @param changes that the document has; more than at the call before */
    Seen measure(int changes, int missed, int trials) throws IOException, InterruptedException {
        typed.typeUpTo(changes);
        var before = typed.saved();
        var belas = folder.resolve("bela-" + changes);
        annas.checkpoint(belas);
        settle(belas);
        typed.typeUpTo(changes + missed);
        var seen = Seen.nothing();
        try (var anna = new RoomedNotebook(TypedNotebook.NOTEBOOK, annas, TypedNotebook.ANNA, folder)) {
            anna.ask(CatchUp::loaded);
            for (int i = 0; i < trials; i++) {
                var copy = copied(belas, i);
                double ours = trial(anna, copy, seen.recall);
                double theirs = automerge(before, typed.saved());
                Checkout.delete(copy);
                seen.ours.add(ours);
                seen.automerge.add(theirs);
                seen.ratio.add(ours / theirs);
            }
        }
        Checkout.delete(belas);
        return seen;
    }

    /** He has had it open once: there are rows of it, and a snapshot. */
    private void settle(Path belas) {
        try (var store = open(belas);
                var bela = new RoomedNotebook(TypedNotebook.NOTEBOOK, store, TypedNotebook.BELA, folder)) {
            bela.ask(CatchUp::loaded);
        }
    }

    private static OpenNotebook loaded(OpenNotebook open) {
        open.load();
        var _ = open.replication().machine().digest();
        return open;
    }

    private Path copied(Path from, int number) throws IOException {
        var to = Files.createDirectory(folder.resolve("copy-" + number));
        try (var files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                Files.copy(file, to.resolve(file.getFileName()));
        }
        return to;
    }

    private double trial(RoomedNotebook anna, Path belas, Samples recall) throws InterruptedException {
        var wanted = anna.ask(open -> open.replication().machine().digest());
        try (var store = open(belas);
                var bela = new RoomedNotebook(TypedNotebook.NOTEBOOK, store, TypedNotebook.BELA, folder)) {
            bela.ask(OpenNotebook::view);
            var began = System.nanoTime();
            bela.ask(open -> open.replication().machine().digest());
            recall.add(millisSince(began));
            bela.ask(CatchUp::loaded);
            var connected = new AtomicLong();
            var equal = new CountDownLatch(1);
            bela.onChange(() -> connected.compareAndSet(0, System.nanoTime()));
            bela.onTold(open -> {
                if (open.replication().machine().digest().equals(wanted)) equal.countDown();
            });
            var network = new MemoryNetwork(TransportLimits.DEFAULT, deliveries);
            try (var one = network.open();
                    var other = network.open()) {
                meet(anna, one, bela, other, equal);
                bela.ask(OpenNotebook::view); // is answered once the disk has it
                double ms = millisSince(connected.get());
                anna.leave(one);
                return ms;
            }
        }
    }

    private static void meet(
            RoomedNotebook anna, Transport one, RoomedNotebook bela, Transport other, CountDownLatch equal)
            throws InterruptedException {
        anna.enter(one);
        bela.enter(other);
        if (!equal.await(MINUTES_MAX, TimeUnit.MINUTES)) throw new IllegalStateException("they do not become equal");
    }

    /** Ms until both documents have both's changes. */
    private static double automerge(Bytes behind, Bytes ahead) {
        var bela = Document.load(behind.toArray());
        var anna = Document.load(ahead.toArray());
        var hers = new SyncState();
        var his = new SyncState();
        try {
            var began = System.nanoTime();
            boolean talking = true;
            while (talking) {
                var fromHer = anna.generateSyncMessage(hers);
                fromHer.ifPresent(message -> bela.receiveSyncMessage(his, message));
                var fromHim = bela.generateSyncMessage(his);
                fromHim.ifPresent(message -> anna.receiveSyncMessage(hers, message));
                talking = fromHer.isPresent() || fromHim.isPresent();
            }
            var ms = millisSince(began);
            if (!Arrays.equals(anna.getHeads(), bela.getHeads()))
                throw new IllegalStateException("Automerge's documents are not equal");
            return ms;
        } finally {
            hers.free();
            his.free();
            anna.free();
            bela.free();
        }
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    @Override
    public void close() {
        typed.close();
        annas.close();
        deliveries.close();
    }
}
