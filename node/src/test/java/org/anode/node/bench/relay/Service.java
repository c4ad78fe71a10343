package org.anode.node.bench.relay;

import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/** A running server that forwards messages, and how to become its client. */
public interface Service extends AutoCloseable {
    int port();

    /** What a connection is wrapped in. */
    Optional<SslContext> tls();

    /** A connection that enters this room as soon as it is connected. */
    RawConnection connection(int room, RawConnection.Owner owner);

    ServerProcess process();

    @Override
    default void close() {
        process().close();
    }
}
