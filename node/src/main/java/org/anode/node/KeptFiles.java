package org.anode.node;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anode.node.doc.NotebookEvent;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;

/**
 * The files that are kept as their notebooks are: written a moment after a change, by a thread of its own, and for the
 * last time when the node closes. What waits to be written is marked in the store, so that a crash forgets no file.
 */
final class KeptFiles implements AutoCloseable {
    /** A file is written when its notebook was quiet for this long, … */
    static final long QUIET_MS = 1_000;

    /** … and while it is not, this often. */
    private static final long WAIT_MS_MAX = 5_000;

    /** There where the file a notebook is bound to is kept. */
    private static final String KEPT = "file-kept";

    /** There while the file is behind. */
    private static final String BEHIND = "file-behind";

    private static final System.Logger LOG = System.getLogger(KeptFiles.class.getName());

    private final Shelf shelf;
    private final NotebookFiles files;
    private final Map<NotebookId, Boolean> kept = new ConcurrentHashMap<>();
    private final Map<NotebookId, Change> changes = new HashMap<>();
    private final Map<NotebookId, String> told = new ConcurrentHashMap<>();
    private final List<NotebookNotices> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private boolean closing;

    /** Hears what people who use a notebook should know. Any thread. */
    @FunctionalInterface
    interface NotebookNotices {
        void say(NotebookId notebook, String sentence);
    }

    /** When a notebook was first and last changed since its file was written. */
    private record Change(long firstMs, long lastMs) {
        long dueMs() {
            return Math.min(lastMs + QUIET_MS, firstMs + WAIT_MS_MAX);
        }
    }

    KeptFiles(Shelf shelf, NotebookFiles files) {
        this.shelf = shelf;
        this.files = files;
        this.thread = Thread.ofPlatform().name("kept-files").daemon().unstarted(this::run);
    }

    /** What a former start left behind is written, and from now on what changes. */
    void begin() {
        for (var id : shelf.notebooks().all()) if (has(id, BEHIND)) changed(id);
        shelf.watch((id, event) -> {
            if (event.filter(KeptFiles::concernsFile).isPresent() && isKept(id)) changed(id);
        });
        thread.start();
    }

    /** From now on the file that the notebook is bound to is kept. */
    void keep(NotebookId id) {
        shelf.write(List.of(shelf.notebooks().log(id).putView(KEPT, Bytes.EMPTY)));
        kept.put(id, true);
    }

    void listen(NotebookNotices listener) {
        listeners.add(listener);
    }

    private static boolean concernsFile(NotebookEvent event) {
        return event instanceof NotebookEvent.CellsChanged
                || event instanceof NotebookEvent.TextChanged
                || event instanceof NotebookEvent.ShownChanged
                || event instanceof NotebookEvent.OutputsChanged;
    }

    private boolean isKept(NotebookId id) {
        return kept.computeIfAbsent(id, asked -> has(asked, KEPT));
    }

    private boolean has(NotebookId id, String row) {
        return shelf.notebooks().log(id).view(row).isPresent();
    }

    private synchronized void changed(NotebookId id) {
        var now = nowMs();
        var before = changes.get(id);
        changes.put(id, new Change(before == null ? now : before.firstMs, now));
        if (before == null) notifyAll();
    }

    private void run() {
        try {
            for (var due = awaitDue(); !due.isEmpty(); due = awaitDue()) due.forEach(this::write);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that are due, or all once it closes; none when there are none left then. */
    private synchronized List<NotebookId> awaitDue() throws InterruptedException {
        var due = due();
        while (due.isEmpty() && !(closing && changes.isEmpty())) {
            wait(Math.max(1, untilDueMs()));
            due = due();
        }
        changes.keySet().removeAll(due);
        return due;
    }

    private List<NotebookId> due() {
        var due = new ArrayList<NotebookId>();
        changes.forEach((id, change) -> {
            if (closing || change.dueMs() <= nowMs()) due.add(id);
        });
        return due;
    }

    private long untilDueMs() {
        return changes.values().stream().mapToLong(Change::dueMs).min().orElse(Long.MAX_VALUE / 2) - nowMs();
    }

    private void write(NotebookId id) {
        var file = shelf.notebooks().fileOf(id);
        if (file.isEmpty() || shelf.notebooks().binned().containsKey(id)) return;
        try {
            if (!has(id, BEHIND)) shelf.write(List.of(shelf.notebooks().log(id).putView(BEHIND, Bytes.EMPTY)));
            keep(id, file.get());
            shelf.write(List.of(shelf.notebooks().log(id).deleteView(BEHIND)));
        } catch (NodeFailure e) {
            say(id, e.sentence());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a file was not written", e);
        }
    }

    private void keep(NotebookId id, Path file) {
        var said = new ArrayList<String>();
        files.keep(id, file, said::add);
        if (said.isEmpty()) told.remove(id);
        else say(id, String.join(" ", said));
    }

    /** Once, and again only when it was otherwise meanwhile. */
    private void say(NotebookId id, String sentence) {
        if (Optional.of(sentence).equals(Optional.ofNullable(told.put(id, sentence)))) return;
        LOG.log(Level.INFO, "{0}: {1}", id, sentence);
        for (var listener : listeners) listener.say(id, sentence);
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** Writes what waits. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
