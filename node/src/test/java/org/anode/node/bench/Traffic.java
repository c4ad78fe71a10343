package org.anode.node.bench;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Typing;
import org.anode.node.net.RoomedNotebook;
import org.anode.node.share.Caret;
import org.anode.node.store.MemoryStore;
import org.anode.node.text.CellText;
import org.anode.node.text.ChangeSet;
import org.anode.node.transport.MemoryNetwork;
import org.anode.node.transport.TransportLimits;
import org.anode.schema.CellId;

/**
 * Anna types at a cell, each key an edit. What that sends to Bela, and what he sends back, in bytes of frames as a
 * transport gets them, comparing of digests included.
 */
final class Traffic {
    private static final int KEYS = 100;

    /** A quick typist. */
    private static final long KEY_MS = 80;

    /** Then what meeting has to say is said, and so is what the last key has. */
    private static final long QUIET_MS = 3_000;

    private static final CellId CELL = TypedNotebook.id(0);
    private static final int CELLS_MADE = 50;

    private Traffic() {}

    /**
     * Bytes for each key.
     *
     * @param carets whether her caret's place is told with each key, as a page does
     */
    static double bytesPerKey(Path folder, boolean carets) throws InterruptedException {
        try (var deliveries = Executors.newVirtualThreadPerTaskExecutor();
                var annas = store();
                var belas = store();
                var anna = new RoomedNotebook(TypedNotebook.NOTEBOOK, annas, TypedNotebook.ANNA, folder);
                var bela = new RoomedNotebook(TypedNotebook.NOTEBOOK, belas, TypedNotebook.BELA, folder)) {
            var network = new MemoryNetwork(TransportLimits.DEFAULT, deliveries);
            try (var one = new CountingTransport(network.open());
                    var other = new CountingTransport(network.open())) {
                anna.enter(one);
                bela.enter(other);
                TimeUnit.MILLISECONDS.sleep(QUIET_MS);
                long before = one.bytes() + other.bytes();
                type(anna, carets);
                TimeUnit.MILLISECONDS.sleep(QUIET_MS);
                long all = one.bytes() + other.bytes() - before;
                if (!source(anna).equals(source(bela))) throw new IllegalStateException("it did not arrive");
                return (double) all / KEYS;
            }
        }
    }

    private static MemoryStore store() {
        var store = new MemoryStore();
        try (var made = new TypedNotebook(store)) {
            made.typeUpTo(CELLS_MADE);
        }
        return store;
    }

    private static String source(RoomedNotebook of) {
        return of.ask(open -> open.view().cells().get(CELL).source());
    }

    private static void type(RoomedNotebook anna, boolean carets) throws InterruptedException {
        for (int i = 0; i < KEYS; i++) {
            int at = i;
            anna.ask(open -> typed(open, at));
            if (carets) anna.show(new Caret("tab-1", CELL, at + 1, at + 1));
            TimeUnit.MILLISECONDS.sleep(KEY_MS);
        }
    }

    private static CellText.Offer typed(OpenNotebook open, int at) {
        return new Typing(open).edit("tab-1", at, CELL, at, ChangeSet.replace(at, at, 0, "x"));
    }
}
