package org.anode.node.bench.relay;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.anode.relay.wire.Signer;

/** The relay as people start it: {@code anode relay --config FILE}. */
public final class RelayProcess implements Service {
    private static final Pattern READY = Pattern.compile("Relay ready: wss?://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern CERTIFICATE = Pattern.compile("trying things out: (.*), SHA-256");
    private static final long START_S_MAX = 120;

    private final ServerProcess process;
    private final int port;
    private final Optional<SslContext> tls;
    private final Signer client = SeedSigner.generate();
    private final ConcurrentHashMap<Integer, Signer> rooms = new ConcurrentHashMap<>();

    private RelayProcess(ServerProcess process, int port, Optional<SslContext> tls) {
        this.process = process;
        this.port = port;
        this.tls = tls;
    }

    /**
     * @param launcher the program {@code anode}
     * @param folder   of its own, for its configuration and what it prints
     * @param lines    of the configuration, beside the address
     */
    public static RelayProcess start(Path launcher, Path folder, int port, String... lines)
            throws IOException, InterruptedException {
        var config = folder.resolve("relay.conf");
        Files.writeString(config, "listen = 127.0.0.1:" + port + "\n" + String.join("\n", lines) + "\n");
        var log = folder.resolve("relay.log");
        var process = ServerProcess.start(log, List.of(launcher.toString(), "relay", "--config", config.toString()));
        int listening = Integer.parseInt(process.said(log, READY, START_S_MAX).group(1));
        var certificate = CERTIFICATE.matcher(Files.readString(log));
        var tls = certificate.find()
                ? Optional.of(trusting(Path.of(certificate.group(1))))
                : Optional.<SslContext>empty();
        return new RelayProcess(process, listening, tls);
    }

    private static SslContext trusting(Path pem) throws IOException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(pem.toFile())
                // Clients come from many addresses to one: they have no name to compare with.
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Optional<SslContext> tls() {
        return tls;
    }

    @Override
    public RawConnection connection(int room, RawConnection.Owner owner) {
        return new RelayConnection(client, rooms.computeIfAbsent(room, _ -> SeedSigner.generate()), owner);
    }

    @Override
    public ServerProcess process() {
        return process;
    }
}
