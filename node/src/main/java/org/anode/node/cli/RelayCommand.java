package org.anode.node.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.anode.node.NodeFailure;
import org.anode.relay.server.ConfigFile;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayFailure;
import org.anode.relay.server.RelayServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs a relay. It needs no data folder. */
@CommandLine.Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs a relay: computers that can not reach each other directly meet there. It can read nothing of what they say,"
                    + " and keeps nothing.",
            "Without a certificate it serves this computer, or a proxy in front of it. docs/relay.md has the keys of its"
                    + " configuration; the options here come before what is written there."
        })
final class RelayCommand implements Callable<Integer> {
    /** After that clients try again: a start takes a moment. */
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    @ParentCommand
    Anode anode;

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port; 8080 where nothing else is said.")
    @Nullable
    Integer port;

    @Option(names = "--bind", paramLabel = "ADDR", description = "Listen on this address; 127.0.0.1 else.")
    @Nullable
    String address;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Certificate with its chain, as PEM; taken up anew within a minute after it was renewed.")
    @Nullable
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, as PEM, without a password.")
    @Nullable
    Path key;

    @Option(names = "--tls-dev", description = "A fresh certificate that nobody trusts yet, for trying things out.")
    boolean dev;

    @Option(names = "--config", paramLabel = "FILE", description = "Lines of the form key = value.")
    @Nullable
    Path file;

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            description = "What to log to stderr, from ${COMPLETION-CANDIDATES}; info where nothing else is said.")
    Common.LogLevel log = Common.LogLevel.info;

    @Override
    public Integer call() {
        // There is no data folder to keep a log in, and who runs a server wants to know.
        Logs.begin(Optional.of(log));
        try {
            return serve(config());
        } catch (RelayFailure e) {
            throw new NodeFailure(e.sentence(), e);
        }
    }

    private int serve(RelayConfig config) {
        var stop = new CountDownLatch(1);
        try (var relay = RelayServer.start(config);
                var _ = anode.signals().during(stop::countDown)) {
            relay.devCertificate()
                    .ifPresent(made -> anode.terminal()
                            .say("Certificate for trying things out: " + made.pem() + ", SHA-256 "
                                    + made.fingerprint()));
            anode.terminal().result("Relay ready: " + url(config, relay.port()));
            stop.await();
            relay.close(COME_BACK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.DONE;
    }

    private static String url(RelayConfig config, int port) {
        var host = config.listen().getAddress().getHostAddress();
        var scheme = config.tls() instanceof RelayConfig.Tls.None ? "ws" : "wss";
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }

    private RelayConfig config() {
        var written = file == null ? RelayConfig.DEFAULT : ConfigFile.read(file);
        return written.listening(listen(written.listen())).with(tls(written.tls()));
    }

    private InetSocketAddress listen(InetSocketAddress written) {
        int to = port == null ? written.getPort() : port;
        if (to < 0 || to > 65_535) throw Asking.usage("--port takes a number from 0 to 65535.");
        try {
            return new InetSocketAddress(address == null ? written.getAddress() : InetAddress.getByName(address), to);
        } catch (UnknownHostException _) {
            throw Asking.usage("--bind takes an address of this computer, not " + address + ".");
        }
    }

    private RelayConfig.Tls tls(RelayConfig.Tls written) {
        if ((certificate == null) != (key == null)) throw Asking.usage("--tls-cert and --tls-key belong together.");
        if (dev && certificate != null) throw Asking.usage("--tls-dev makes a certificate: it takes none.");
        if (dev) return new RelayConfig.Tls.Dev();
        return certificate != null && key != null ? new RelayConfig.Tls.Files(certificate, key) : written;
    }
}
