package org.anode.node.cli;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What testssl.sh (https://testssl.sh) finds in the TLS of a relay as people start it. */
@Tag("long")
final class TestSslIT {
    private static final Duration READY_MAX = Duration.ofMinutes(1);

    /** It takes two minutes on two busy cores. */
    private static final long SCAN_MINUTES_MAX = 15;

    /** Its package calls it one way, its makers the other. */
    private static final List<String> NAMES = List.of("testssl", "testssl.sh");

    private static final Pattern READY = Pattern.compile("Relay ready: wss://127\\.0\\.0\\.1:(\\d+)/\n");
    private static final Pattern CERTIFICATE = Pattern.compile("trying things out: (\\S+relay\\.pem),");

    private static final Set<String> GOOD = Set.of("OK", "INFO", "LOW");

    /** What is neither the relay's fault nor to be mended by it. */
    private static final Map<String, String> ALLOWED = Map.of(
            "cert_revocation", "who signs a certificate himself can not revoke it",
            "engine_problem", "the OpenSSL of this machine does not know Russian ciphers");

    /** One of each kind of test, so that a scan that broke off proves nothing. */
    private static final Set<String> LOOKED_AT = Set.of(
            "TLS1_1",
            "TLS1_3",
            "cipher_order",
            "cert_chain_of_trust",
            "cert_expirationStatus",
            "HSTS_time",
            "secure_client_renego",
            "LUCKY13",
            "GREASE",
            "scanTime");

    record Finding(String id, String severity, String finding) {
        boolean matters() {
            return !GOOD.contains(severity) && !ALLOWED.containsKey(id);
        }
    }

    @TempDir
    Path folder;

    private Launched launched;

    @BeforeEach
    void launch() {
        launched = new Launched(folder);
    }

    @AfterEach
    void close() {
        launched.close();
    }

    @Test
    @DisplayName("RL-16 testssl.sh finds nothing of medium severity or worse")
    void nothingFound() throws Exception {
        var program = program();
        assumeTrue(program.isPresent(), "needs testssl.sh");
        var relay = launched.begin("relay", "--port", "0", "--tls-dev");
        await().atMost(READY_MAX)
                .until(() -> READY.matcher(relay.outText()).find()
                        || !relay.process().isAlive());
        var address = URI.create("https://127.0.0.1:" + word(READY, relay.outText()) + "/health");
        var findings = scan(program.get(), address, word(CERTIFICATE, relay.errText()));
        var bad = findings.stream()
                .filter(Finding::matters)
                .map(Finding::toString)
                .collect(joining("\n"));
        assertEquals("", bad);
        var missing = new TreeSet<>(LOOKED_AT);
        findings.forEach(finding -> missing.remove(finding.id()));
        assertEquals(Set.of(), missing);
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String word(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertTrue(found.find(), text);
        return found.group(1);
    }

    private List<Finding> scan(Path program, URI address, String trusted) throws Exception {
        var report = folder.resolve("findings.json");
        var log = folder.resolve("testssl.log");
        var scan = new ProcessBuilder(
                        program.toString(),
                        "--full",
                        "--add-ca",
                        trusted,
                        "--nodns",
                        "none",
                        "--warnings",
                        "off",
                        "--color",
                        "0",
                        "--jsonfile",
                        report.toString(),
                        address.toString())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(scan.waitFor(SCAN_MINUTES_MAX, TimeUnit.MINUTES), () -> "too slow: " + log);
        } finally {
            scan.descendants().forEach(ProcessHandle::destroyForcibly);
            scan.destroyForcibly();
        }
        assertTrue(Files.exists(report), Files.readString(log));
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(report, new TypeReference<>() {});
    }
}
