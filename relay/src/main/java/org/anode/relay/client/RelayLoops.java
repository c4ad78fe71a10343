package org.anode.relay.client;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The thread and the timers of all connections to relays of one program, for those who do not use Netty otherwise. */
public final class RelayLoops implements AutoCloseable {
    private static final int LOOPS = 1;
    private static final long CLOSE_MS_MAX = 1_000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            LOOPS, new DefaultThreadFactory("relay-client", true), NioIoHandler.newFactory());

    EventLoop next() {
        return group.next();
    }

    /** Runs it once, on the loop, where it must not block; not at all if this is closed before. */
    public void after(long ms, Runnable task) {
        try {
            var _ = group.next().schedule(task, ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // closed
        }
    }

    /** Connections that are open break off. */
    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, CLOSE_MS_MAX, TimeUnit.MILLISECONDS);
    }
}
