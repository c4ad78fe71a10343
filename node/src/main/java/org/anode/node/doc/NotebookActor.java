package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.anode.node.NodeFailure;
import org.anode.node.Refusal;
import org.anode.node.store.GroupSync;

/**
 * The thread that owns an open notebook, and its inbox: everything that happens to the notebook is a turn, and turns
 * are taken one after the other. A turn that throws a {@link NodeFailure} before it changed anything was refused; any
 * other failure ends the actor, for what is in memory may be ahead of what is stored, and the notebook is opened afresh
 * (crash-only). A platform thread, for it calls native code.
 */
public final class NotebookActor implements AutoCloseable {
    /** Turns waiting: a full inbox makes the kernel that floods it wait, and bounds what it may hold in memory. */
    static final int INBOX_MAX = 1_024;

    /** How often a blocked sender looks whether the actor is still there. */
    private static final long OFFER_MS = 100;

    private static final System.Logger LOG = System.getLogger(NotebookActor.class.getName());

    private final BlockingQueue<Turn> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final GroupSync sync;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile NodeFailure endReason = new Closed();

    /** @param opener opens the notebook on the actor's own thread */
    public NotebookActor(String name, GroupSync sync, Function<NotebookActor, OpenNotebook> opener) {
        this.sync = sync;
        this.thread = Thread.ofPlatform().name("notebook-" + name).start(() -> live(opener));
    }

    /** Something to do with the notebook. */
    @FunctionalInterface
    public interface Turn {
        void take(OpenNotebook notebook);

        /** The actor ended before the turn was taken. */
        default void dropped(NodeFailure reason) {}
    }

    /** The notebook was closed before the turn was taken: open it again and ask again. */
    public static final class Closed extends NodeFailure {
        private static final long serialVersionUID = 1L;

        Closed() {
            super("The notebook was closed meanwhile; try again.");
        }
    }

    /** Whether it takes turns; once it has ended it never does again. */
    public boolean isAlive() {
        return !closing && !ended;
    }

    /** Takes a turn some time; blocks while the inbox is full. The turn is dropped once the actor has ended. */
    public void tell(Turn turn) {
        if (!offer(turn)) turn.dropped(endReason);
        else if (ended) dropAll();
    }

    private boolean offer(Turn turn) {
        try {
            while (!ended) if (inbox.offer(turn, OFFER_MS, TimeUnit.MILLISECONDS)) return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /**
     * Takes a turn and gives its result, once everything it wrote is on the disk (SY-4). Not from a turn.
     *
     * @throws NodeFailure if it was refused or could not be saved
     */
    public <T> T ask(Function<OpenNotebook, T> question) {
        return ask(new Asked<>(question, true));
    }

    /** As {@link #ask}, but without waiting for the disk: for what follows a run, which ends with an {@code ask}. */
    public <T> T askNow(Function<OpenNotebook, T> question) {
        return ask(new Asked<>(question, false));
    }

    /** What becomes of a turn that nobody waits for. */
    public interface Outcome<T> {
        /** The turn was taken and what it changed is written; on the notebook's own thread. */
        void done(T result);

        /** All of it is on the disk (SY-4); only where the turn changed something. On the syncing thread. */
        default void saved() {}

        /** It was refused, or the notebook ended; also where the disk failed after {@link #done}. Any thread. */
        void failed(NodeFailure reason);
    }

    /** Takes a turn some time; blocks only while the inbox is full. */
    public <T> void post(Function<OpenNotebook, T> question, Outcome<T> outcome) {
        tell(new Posted<>(question, outcome));
    }

    private <T> T ask(Asked<T> asked) {
        tell(asked);
        return asked.answer.await();
    }

    /** {@link #close} without waiting. */
    public void beginClose() {
        closing = true;
        tell(_ -> {});
    }

    /** Takes the turns that wait, closes the notebook, ends. */
    @Override
    public void close() {
        beginClose();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(Function<NotebookActor, OpenNotebook> opener) {
        try (var notebook = opener.apply(this)) {
            while (!closing) turn(notebook);
            // What waits now, and not what a busy kernel adds meanwhile: closing comes to an end.
            for (int left = inbox.size(); left > 0; left--) turn(notebook);
        } catch (RuntimeException | Error e) {
            if (!(e instanceof NodeFailure)) LOG.log(Level.ERROR, "a notebook was closed by a failure", e);
            endReason = NodeFailure.of(e);
        } finally {
            ended = true;
            dropAll();
        }
    }

    private void turn(OpenNotebook notebook) {
        try {
            var turn = inbox.poll(notebook.untilTickMs(), TimeUnit.MILLISECONDS);
            if (turn != null) turn.take(notebook);
            notebook.tick();
            notebook.save();
            if (notebook.isForgotten()) closing = true;
        } catch (InterruptedException e) {
            closing = true;
        } catch (RuntimeException | Error e) {
            notebook.breakOff();
            throw e;
        }
    }

    private void dropAll() {
        for (var turn = inbox.poll(); turn != null; turn = inbox.poll()) turn.dropped(endReason);
    }

    /** A turn somebody waits for. */
    private final class Asked<T> implements Turn {
        final Answer<T> answer = new Answer<>();
        private final Function<OpenNotebook, T> question;
        private final boolean synced;

        Asked(Function<OpenNotebook, T> question, boolean synced) {
            this.question = question;
            this.synced = synced;
        }

        @Override
        public void take(OpenNotebook notebook) {
            try {
                notebook.used();
                var result = question.apply(notebook);
                notebook.save();
                var upTo = notebook.unsyncedWrites();
                if (synced && upTo > 0) sync.whenSynced(failure -> settle(notebook, upTo, result, failure));
                else answer.give(result);
            } catch (Refusal refused) {
                answer.fail(refused);
            } catch (RuntimeException | Error broken) {
                answer.fail(NodeFailure.of(broken));
                throw broken;
            }
        }

        private void settle(OpenNotebook notebook, long upTo, T result, Optional<NodeFailure> failure) {
            if (failure.isEmpty()) notebook.syncedUpTo(upTo);
            answer.settle(result, failure);
        }

        @Override
        public void dropped(NodeFailure reason) {
            answer.fail(reason);
        }
    }

    /** A turn somebody hears of. */
    private final class Posted<T> implements Turn {
        private final Function<OpenNotebook, T> question;
        private final Outcome<T> outcome;

        Posted(Function<OpenNotebook, T> question, Outcome<T> outcome) {
            this.question = question;
            this.outcome = outcome;
        }

        @Override
        public void take(OpenNotebook notebook) {
            try {
                notebook.used();
                var result = question.apply(notebook);
                notebook.save();
                outcome.done(result);
                var upTo = notebook.unsyncedWrites();
                if (upTo > 0) sync.whenSynced(failure -> settle(notebook, upTo, failure));
            } catch (Refusal refused) {
                outcome.failed(refused);
            } catch (RuntimeException | Error broken) {
                outcome.failed(NodeFailure.of(broken));
                throw broken;
            }
        }

        private void settle(OpenNotebook notebook, long upTo, Optional<NodeFailure> failure) {
            if (failure.isEmpty()) notebook.syncedUpTo(upTo);
            failure.ifPresentOrElse(outcome::failed, outcome::saved);
        }

        @Override
        public void dropped(NodeFailure reason) {
            outcome.failed(reason);
        }
    }
}
