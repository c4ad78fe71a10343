package org.anode.kernel.child;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code input()} waits for its answer, an interrupt or the end of its run. One question at a time, another one
 * waits in line; between runs nobody is asked.
 */
final class InputWait {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable String running;
    private @Nullable String asking;
    private @Nullable Outcome outcome;

    /** What became of a question. */
    sealed interface Outcome {
        record Answered(String text) implements Outcome {}

        record Interrupted() implements Outcome {}

        /** The run that asked is over, or was before it asked. */
        record Ended() implements Outcome {}
    }

    /** From now on {@code run} may ask. */
    void begin(String run) {
        lock.lock();
        try {
            running = run;
        } finally {
            lock.unlock();
        }
    }

    /** The run is over: what one of its threads still asks gets no answer. */
    void end() {
        lock.lock();
        try {
            running = null;
            settle(new Outcome.Ended());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing else is asked; then {@link #await} gives the answer.
     *
     * @return false if {@code run} is over
     */
    boolean ask(String run) {
        lock.lock();
        try {
            while (asking != null && run.equals(running)) {
                changed.awaitUninterruptibly();
            }
            if (!run.equals(running)) {
                return false;
            }
            asking = run;
            outcome = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    Outcome await() {
        lock.lock();
        try {
            while (outcome == null) {
                changed.awaitUninterruptibly();
            }
            return outcome;
        } finally {
            asking = null;
            outcome = null;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** An answer nobody waits for is dropped. */
    void answer(String run, String text) {
        lock.lock();
        try {
            if (run.equals(asking)) {
                settle(new Outcome.Answered(text));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait; false if nobody waits. */
    boolean interrupt() {
        lock.lock();
        try {
            return settle(new Outcome.Interrupted());
        } finally {
            lock.unlock();
        }
    }

    /** The first outcome counts. False if nobody waits for one. */
    private boolean settle(Outcome reached) {
        changed.signalAll();
        if (asking == null || outcome != null) {
            return false;
        }
        outcome = reached;
        return true;
    }
}
