package org.anode.relay.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.anode.relay.wire.Ed25519;

/** Checks signatures, a millisecond each, on threads of its own, so that no frame waits for it. Bounded. */
final class Verifier implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    Verifier(int threadCount, int waitingMax) {
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waitingMax),
                Thread.ofPlatform().daemon().name("relay-verify-", 1).factory());
    }

    /**
     * @param wanted asked when its turn comes: where more come than can be checked, those who gave up cost nothing
     * @param then   is told on {@code loop} whether the signature is good
     * @return false if too many wait
     */
    boolean check(Visit.Step.Check check, EventExecutor loop, BooleanSupplier wanted, Consumer<Boolean> then) {
        try {
            threads.execute(() -> {
                if (!wanted.getAsBoolean()) return;
                boolean good = Ed25519.verify(check.key(), check.text(), check.signature());
                loop.execute(() -> then.accept(good));
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
