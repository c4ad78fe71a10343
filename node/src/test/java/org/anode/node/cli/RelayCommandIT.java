package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay as people start it. */
final class RelayCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String READY = "Relay ready: ";

    @TempDir
    Path folder;

    private Launched launched;

    private Launched.Running ready(String... words) throws Exception {
        launched = new Launched(folder);
        var running = launched.begin(words);
        await().atMost(PATIENCE)
                .until(() ->
                        running.outText().contains("\n") || !running.process().isAlive());
        assertTrue(running.outText().startsWith(READY), running.errText());
        return running;
    }

    @AfterEach
    void close() {
        launched.close();
    }

    @Test
    @DisplayName("RL-15 relay says where it is, answers, leaves no data folder, and ends when it is asked to")
    void serves() throws Exception {
        var running = ready("relay", "--port", "0");
        var url = running.outText().strip().substring(READY.length());
        assertTrue(url.startsWith("ws://127.0.0.1:"), url);
        var health = URI.create(url.replaceFirst("^ws", "http") + "health");
        try (var http = HttpClient.newHttpClient()) {
            assertEquals(
                    "ok",
                    http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                            .body()
                            .strip());
        }
        running.process().destroy();
        assertEquals(ExitCodes.DONE, running.end().exit());
        assertTrue(Files.notExists(launched.data()));
    }

    @Test
    @DisplayName("RL-16 relay --tls-dev makes a certificate, and says where it is and what it is known by")
    void dev() throws Exception {
        var running = ready("relay", "--port", "0", "--tls-dev");
        assertTrue(running.outText().startsWith(READY + "wss://127.0.0.1:"), running.outText());
        assertTrue(running.errText().contains("SHA-256"), running.errText());
    }

    @Test
    @DisplayName("relay logs to stderr that it started, unless less is asked for")
    void logs() throws Exception {
        assertTrue(ready("relay", "--port", "0").errText().contains("event=started"));
        launched.close();
        assertEquals("", ready("relay", "--port", "0", "--log", "warn").errText());
    }

    @Test
    @DisplayName("RL-16 relay says in a sentence which file of a certificate it can not use")
    void uselessCertificate() throws Exception {
        launched = new Launched(folder);
        var none = launched.anode("relay", "--tls-cert", "none.pem", "--tls-key", "key.pem");
        assertEquals(ExitCodes.FAILED, none.exit());
        assertEquals(
                "anode: The certificate none.pem can not be read: there is no such file.",
                none.err().strip());
        Files.writeString(folder.resolve("empty.pem"), "");
        var empty = launched.anode("relay", "--tls-cert", "empty.pem", "--tls-key", "empty.pem");
        assertEquals(ExitCodes.FAILED, empty.exit());
        assertTrue(empty.err().startsWith("anode: There is no certificate in empty.pem: "), empty.err());
    }

    @Test
    @DisplayName("relay refuses what it can not do, in a sentence")
    void refuses() throws Exception {
        launched = new Launched(folder);
        var half = launched.anode("relay", "--tls-cert", "cert.pem");
        assertEquals(ExitCodes.USAGE, half.exit());
        assertTrue(half.err().contains("belong together"), half.err());
        var config = Files.writeString(folder.resolve("relay.conf"), "colour = blue\n");
        var unknown = launched.anode("relay", "--config", config.toString());
        assertEquals(ExitCodes.FAILED, unknown.exit());
        assertTrue(unknown.err().contains("colour"), unknown.err());
    }
}
