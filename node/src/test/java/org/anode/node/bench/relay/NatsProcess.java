package org.anode.node.bench.relay;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The peer: Debian's nats-server with its usual settings. A room is a subject. */
public final class NatsProcess implements Service {
    /** Not on the path of everybody who could run it. */
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/sbin/nats-server"), Path.of("/usr/bin/nats-server"));

    private static final Pattern READY = Pattern.compile("client connections on 127\\.0\\.0\\.1:(\\d+)");
    private static final long START_S_MAX = 20;
    private static final String RANDOM_PORT = "-1";

    private final ServerProcess process;
    private final int port;

    private NatsProcess(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Empty where it is not installed. */
    public static Optional<NatsProcess> start(Path folder) throws IOException, InterruptedException {
        var program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) return Optional.empty();
        var log = folder.resolve("nats.log");
        var process = ServerProcess.start(
                log, List.of(program.get().toString(), "--addr", "127.0.0.1", "--port", RANDOM_PORT));
        int port = Integer.parseInt(process.said(log, READY, START_S_MAX).group(1));
        return Optional.of(new NatsProcess(process, port));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Optional<SslContext> tls() {
        return Optional.empty();
    }

    @Override
    public RawConnection connection(int room, RawConnection.Owner owner) {
        return new NatsConnection("room." + room, owner);
    }

    @Override
    public ServerProcess process() {
        return process;
    }
}
