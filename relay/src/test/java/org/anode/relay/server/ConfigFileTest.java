package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.RelayName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @Test
    @DisplayName("RL-18 an empty configuration is the usual one")
    void empty() {
        assertEquals(RelayConfig.DEFAULT, ConfigFile.parse("# nothing\n\n"));
    }

    @Test
    @DisplayName("RL-18 everything can be said")
    void everything() {
        var key = "0a".repeat(32);
        var limits = RelayLimits.DEFAULT.byKey().entrySet().stream()
                .map(limit -> limit.getKey() + " = " + (limit.getKey().equals("bad-joins-max") ? 3 : limit.getValue()))
                .collect(Collectors.joining("\n"));
        var text = """
                listen = [::]:443
                names = Relay.example, relay.example.org
                token = open sesame
                clients = %s
                tls-certificate = cert.pem
                tls-key = key.pem
                trusted-proxies = 127.0.0.1,::1
                limit-loopback = true
                metrics = false
                log-addresses = true
                """.formatted(key);
        var expected = new RelayConfig(
                new InetSocketAddress(InetAddress.ofLiteral("::"), 443),
                Set.of(new RelayName("relay.example"), new RelayName("relay.example.org")),
                Optional.of(Bytes.utf8("open sesame")),
                Set.of(new ClientKey(Bytes.hex(key))),
                new RelayConfig.Tls.Files(Path.of("cert.pem"), Path.of("key.pem")),
                Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")),
                true,
                false,
                true,
                RelayLimits.DEFAULT.with("bad-joins-max", 3));
        var read = ConfigFile.parse(text + limits);
        assertEquals(expected, read);
        assertTrue(!read.toString().contains("sesame"), "a token is not for logs");
    }

    @Test
    @DisplayName("RL-18 a token can lie in a file of its own")
    void tokenFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "open sesame\n");
        assertEquals(
                Optional.of(Bytes.utf8("open sesame")),
                ConfigFile.parse("token-file = " + file).token());
        assertThrows(RelayFailure.class, () -> ConfigFile.parse("token-file = " + folder.resolve("none")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frame-byte-max = 5 | The configuration has the key frame-byte-max, which a relay does not know.
            frame-bytes-max = 64K | The configuration's frame-bytes-max is 64K: it should be a whole number.
            frame-bytes-max = 2000000 | The relay's frame-bytes-max is 2000000: at most 1048576 can be.
            listen = 8080 | The configuration's listen is 8080: it should be an address and a port, as 0.0.0.0:8080 or [::]:8080.
            listen = a.example:1 | The configuration's listen is a.example: it should be an IP address.
            listen = 127.0.0.1:65536 | The configuration's listen is 127.0.0.1:65536: it should be a port up to 65535.
            names = a/b | The configuration's names is a/b: it should be host names without ports.
            clients = 0a | The configuration's clients is 0a: it should be public keys of 64 hexadecimal digits.
            metrics = yes | The configuration's metrics is yes: it should be true or false.
            trusted-proxies = proxy | The configuration's trusted-proxies is proxy: it should be an IP address.
            tls-key = k | The configuration needs both tls-certificate and tls-key, or neither.
            token = | The configuration's token should have 1 to 255 bytes.
            """)
    @DisplayName("RL-18 what is not understood is refused in one sentence")
    void refused(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(RelayFailure.class, () -> ConfigFile.parse(text)).sentence());
    }

    @Test
    @DisplayName("RL-18 a development certificate and another are one too many")
    void both() {
        assertThrows(RelayFailure.class, () -> ConfigFile.parse("tls-dev = true\ntls-certificate = c\ntls-key = k"));
        assertEquals(
                new RelayConfig.Tls.Dev(), ConfigFile.parse("tls-dev = true").tls());
    }
}
