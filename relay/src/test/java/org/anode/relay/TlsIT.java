package org.anode.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.server.DevCertificate;
import org.anode.relay.server.RelayConfig;
import org.anode.relay.server.RelayServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TlsIT {
    private static final Relays RELAYS = new Relays();
    private static final byte[] HEALTH = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static RelayServer relay;
    private static DevCertificate certificate;
    private static TlsClient client;

    @BeforeAll
    static void start() throws Exception {
        relay = RELAYS.start(config(new RelayConfig.Tls.Dev(), Map.of()));
        certificate = relay.devCertificate().orElseThrow();
        client = TlsClient.trusting(certificate.pem());
    }

    @AfterAll
    static void stop() {
        relay.close();
        assertFalse(Files.exists(certificate.pem().getParent()), "the certificate is forgotten with its relay");
        RELAYS.close();
    }

    private static RelayConfig config(RelayConfig.Tls tls, Map<String, Integer> limits) {
        var usual = Relays.config(Relays.limits(limits));
        return new RelayConfig(
                usual.listen(),
                Set.of(Relays.NAME),
                Optional.empty(),
                Set.of(),
                tls,
                Set.of(),
                false,
                true,
                false,
                usual.limits());
    }

    private static RelayAddress address() {
        return RelayAddress.of("wss://127.0.0.1:" + relay.port());
    }

    @Test
    @DisplayName("RL-16 clients that trust the certificate talk through TLS")
    void talk() {
        var room = Relays.room();
        var ann = RELAYS.guest(address().trusting(certificate.pem())).welcome();
        var annStay = ann.join(room);
        var bob = RELAYS.guest(address().trusting(certificate.pem())).welcome();
        var bobStay = bob.join(room);
        for (int i = 0; i < 100; i++) assertTrue(ann.broadcast(annStay, "n" + i));
        bob.send(bobStay, annStay.me(), "x");
        bob.heard("frame " + annStay.me() + " n99");
        ann.heard("frame " + bobStay.me() + " x");
    }

    @Test
    @DisplayName("RL-16 a client does not talk to who it does not trust, and a relay with TLS not to who speaks none")
    void untrusted() {
        assertEquals(
                new Ended.Untrusted(Ended.Doubt.ISSUER), RELAYS.guest(address()).ended());
        var plain = RelayAddress.of("ws://127.0.0.1:" + relay.port());
        RELAYS.guest(plain).ended();
    }

    @Test
    @DisplayName("RL-16 only forward-secret AEAD suites of TLS 1.3 and 1.2 are spoken, in the relay's order")
    void suites() throws Exception {
        for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
            for (var suite : client.context().getSupportedSSLParameters().getCipherSuites()) {
                if (suite.startsWith("TLS_EMPTY")) continue;
                boolean good =
                        suite.matches("TLS_(ECDHE_ECDSA_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");
                boolean of13 = !suite.contains("_WITH_");
                boolean expected = good && of13 == protocol.equals("TLSv1.3");
                assertEquals(expected, handshake(protocol, suite), protocol + " " + suite);
            }
        }
        assertEquals(
                "TLS_AES_128_GCM_SHA256", suite("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"));
        for (var old : List.of("TLSv1.1", "TLSv1", "SSLv3"))
            assertFalse(handshake(old, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"), old);
    }

    @Test
    @DisplayName("RL-16 a client can not renegotiate")
    void renegotiation() throws Exception {
        try (var socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThrows(IOException.class, () -> {
                socket.startHandshake();
                socket.getOutputStream().write(HEALTH);
                socket.getInputStream().readAllBytes();
            });
        }
        try (var socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.getOutputStream().write(HEALTH);
            assertTrue(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).endsWith("ok\n"));
        }
    }

    @Test
    @DisplayName("RL-14 who begins TLS and does not go on is cut off")
    void half() {
        var hasty = RELAYS.start(config(new RelayConfig.Tls.Dev(), Map.of("hello-ms", 400)));
        try (var raw = new RawClient(hasty.port());
                var begun = new RawClient(hasty.port()).send(new byte[] {0x16, 3, 1, 1, 0, 1})) {
            assertTrue(raw.isOver());
            assertTrue(begun.isOver());
        }
    }

    @Test
    @DisplayName(
            "RL-16 keys are exchanged on elliptic curves alone: finite fields are dear for a relay and cheap for clients")
    void groups() throws Exception {
        assertThrows(SSLException.class, () -> exchange("ffdhe2048", "ffdhe8192"));
        exchange("ffdhe8192", "x25519");
        exchange("secp384r1");
    }

    private static void exchange(String... groups) throws Exception {
        try (var socket = connect()) {
            var parameters = socket.getSSLParameters();
            parameters.setNamedGroups(groups);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    @Test
    @DisplayName("RL-16 who asks through TLS is told to come back through TLS, whatever was asked")
    void strict() throws Exception {
        var header = "strict-transport-security: max-age=31536000\r\n";
        for (var path : List.of("/health", "/metrics", "/nothing"))
            assertTrue(client.get(relay.port(), path).toLowerCase(Locale.ROOT).contains(header), path);
        var plain = RELAYS.start(config(new RelayConfig.Tls.None(), Map.of()));
        try (var raw = new RawClient(plain.port()).send(HEALTH)) {
            assertFalse(raw.head().toLowerCase(Locale.ROOT).contains("strict-transport-security"));
        }
    }

    @Test
    @DisplayName("RL-16 the fingerprint of a development certificate is that of its file")
    void fingerprint() throws Exception {
        var read = CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(certificate.pem()));
        var hash = java.security.MessageDigest.getInstance("SHA-256").digest(read.getEncoded());
        assertEquals(java.util.HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash), certificate.fingerprint());
    }

    private static SSLSocket connect() throws Exception {
        return client.connect(relay.port());
    }

    private static boolean handshake(String protocol, String suite) throws Exception {
        try {
            return suite(protocol, suite).equals(suite);
        } catch (SSLException e) {
            return false;
        }
    }

    private static String suite(String protocol, String... offered) throws Exception {
        try (var socket = connect()) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(offered);
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }
}
