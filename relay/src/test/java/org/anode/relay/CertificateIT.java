package org.anode.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayFailure;
import org.anode.relay.server.RelayServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays with certificates that an authority signed, and that are renewed. */
class CertificateIT {
    private static final int RENEWAL_MS = 20;
    private static final Ended NOT_SIGNED = new Ended.Untrusted(Ended.Doubt.ISSUER);

    /** Many looks at the files. */
    private static final Duration A_WHILE = Duration.ofMillis(30 * RENEWAL_MS);

    private static final Logger WATCH = Logger.getLogger("org.anode.relay.server.CertificateWatch");

    @TempDir
    static Path authorityFolder;

    private static Authority authority;
    private static Authority.Issued first;
    private static Authority.Issued second;

    @TempDir
    Path folder;

    private final Relays relays = new Relays();
    private final Said said = new Said();
    private Path certificate;
    private Path key;

    @BeforeAll
    static void issue() {
        authority = new Authority(authorityFolder);
        first = authority.issue("first");
        second = authority.issueRsa("second");
    }

    @BeforeEach
    void listen() {
        certificate = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        WATCH.addHandler(said);
    }

    @AfterEach
    void close() {
        WATCH.removeHandler(said);
        relays.close();
    }

    /** Keeps what a relay logs. */
    private static final class Said extends Handler {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private RelayServer start() {
        var limits = Relays.limits(Map.of("renewal-ms", RENEWAL_MS));
        return relays.start(Relays.config(limits).with(new RelayConfig.Tls.Files(certificate, key)));
    }

    private static RelayAddress address(RelayServer relay) {
        return RelayAddress.of("wss://127.0.0.1:" + relay.port()).trusting(authority.root());
    }

    private static String presented(RelayServer relay) {
        try {
            return TlsClient.trusting(authority.root()).subject(relay.port());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("RL-16 a client that trusts the authority trusts a relay with a chain that leads there")
    void chain() {
        first.writeTo(certificate, key);
        var relay = start();
        relays.guest(address(relay)).welcome();
        var ignorant = RelayAddress.of("wss://127.0.0.1:" + relay.port());
        assertEquals(NOT_SIGNED, relays.guest(ignorant).ended());
    }

    @Test
    @DisplayName("RL-16 without its chain a certificate is worth nothing to clients")
    void withoutChain() {
        first.writeTo(certificate, key);
        var end = "-----END CERTIFICATE-----\n";
        Authority.replace(certificate, first.chain().substring(0, first.chain().indexOf(end) + end.length()));
        assertEquals(NOT_SIGNED, relays.guest(address(start())).ended());
    }

    @Test
    @DisplayName("RL-16 a renewed certificate is taken up without a restart, and nobody who is there notices")
    void renewed() {
        first.writeTo(certificate, key);
        var relay = start();
        assertEquals("CN=first", presented(relay));
        var room = Relays.room();
        var ann = relays.guest(address(relay)).welcome();
        var annStay = ann.join(room);
        second.writeTo(certificate, key);
        await().until(() -> presented(relay).equals("CN=second"));
        var bob = relays.guest(address(relay)).welcome();
        var bobStay = bob.join(room);
        assertTrue(ann.broadcast(annStay, "still here"));
        bob.heard("frame " + annStay.me() + " still here");
        assertNotEquals(annStay.me(), bobStay.me());
    }

    @Test
    @DisplayName(
            "RL-16 what can not be used in place of a certificate is told once, and the former one stays until it is mended")
    void broken() throws IOException {
        first.writeTo(certificate, key);
        var relay = start();
        Authority.replace(key, second.key());
        await().until(() -> !said.lines.isEmpty());
        await().during(A_WHILE).until(() -> said.lines.size() == 1);
        var sentence = "The key in " + key + " does not belong to the first certificate in " + certificate + ".";
        assertEquals("event=certificate-kept reason=\"" + sentence + "\"", said.lines.getFirst());
        assertEquals("CN=first", presented(relay));
        Files.delete(key);
        await().until(() -> said.lines.size() == 2);
        assertEquals("CN=first", presented(relay));
        second.writeTo(certificate, key);
        await().until(() -> presented(relay).equals("CN=second"));
    }

    @Test
    @DisplayName("RL-16 a relay that is closed looks at its files no more")
    void closed() {
        first.writeTo(certificate, key);
        start().close();
        Authority.replace(key, "nothing");
        await().during(A_WHILE).until(() -> said.lines.isEmpty());
    }

    @Test
    @DisplayName("RL-16 a relay does not start with what it can not use, and says so in a sentence that names the file")
    void refused() throws IOException {
        first.writeTo(certificate, key);
        Authority.replace(key, second.key());
        var failure = assertThrows(RelayFailure.class, this::start);
        assertTrue(failure.sentence().contains(key.toString()), failure.sentence());
        assertFalse(failure.sentence().contains("\n"), failure.sentence());
        Files.delete(certificate);
        failure = assertThrows(RelayFailure.class, this::start);
        assertTrue(failure.sentence().contains(certificate.toString()), failure.sentence());
    }
}
