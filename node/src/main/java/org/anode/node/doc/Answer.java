package org.anode.node.doc;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.anode.node.NodeFailure;
import org.jspecify.annotations.Nullable;

/** What one thread waits for and another gives, once. */
final class Answer<T> {
    private final CountDownLatch given = new CountDownLatch(1);
    private volatile @Nullable T value;
    private volatile @Nullable RuntimeException failure;

    void give(T answer) {
        value = answer;
        given.countDown();
    }

    void fail(RuntimeException reason) {
        failure = reason;
        given.countDown();
    }

    /** Gives {@code answer}, or fails if there is a failure. */
    void settle(T answer, Optional<NodeFailure> reason) {
        reason.ifPresentOrElse(this::fail, () -> give(answer));
    }

    /** @throws NodeFailure what the other thread failed with, as seen from here */
    @SuppressWarnings("NullAway") // value is what give() was called with, null only if T is nullable
    T await() {
        try {
            given.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure("The wait was interrupted; whether it was done is not known.", e);
        }
        var reason = failure;
        if (reason != null) throw reason;
        return value;
    }
}
