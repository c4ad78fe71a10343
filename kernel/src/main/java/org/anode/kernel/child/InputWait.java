package org.anode.kernel.child;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where {@code input()} waits for its answer or an interrupt. One question at a time; another one waits in line. */
final class InputWait {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable String asking;
    private @Nullable String answer;

    void ask(String run) {
        lock.lock();
        try {
            while (asking != null) {
                changed.awaitUninterruptibly();
            }
            asking = run;
            answer = null;
        } finally {
            lock.unlock();
        }
    }

    /** The answer to what was asked; empty after {@link #interrupt}. */
    Optional<String> await() {
        lock.lock();
        try {
            while (asking != null && answer == null) {
                changed.awaitUninterruptibly();
            }
            return Optional.ofNullable(answer);
        } finally {
            asking = null;
            answer = null;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** An answer nobody waits for is dropped. */
    void answer(String run, String text) {
        lock.lock();
        try {
            if (run.equals(asking)) {
                answer = text;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait; false if nobody waits. */
    boolean interrupt() {
        lock.lock();
        try {
            var waited = asking != null;
            asking = null;
            changed.signalAll();
            return waited;
        } finally {
            lock.unlock();
        }
    }
}
