package org.anode.node.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A relay as people start it, which can be killed and started again where it was; ends with {@link #close}. */
public final class RelayProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String READY = "Relay ready: ";

    private final Launched launched;
    private final List<String> options;
    private Launched.Running running;
    private String url;

    private RelayProcess(Launched launched, List<String> options) throws IOException {
        this.launched = launched;
        this.options = options;
        start(0);
    }

    /** @param where what its command begins with, such as who puts it into another network */
    public static RelayProcess start(Path parent, List<String> where, String... options) throws IOException {
        var folder = Files.createTempDirectory(parent, "relay");
        return new RelayProcess(new Launched(folder, where), List.of(options));
    }

    private void start(int port) throws IOException {
        var words = new ArrayList<>(List.of("relay", "--port", String.valueOf(port)));
        words.addAll(options);
        running = launched.begin(words.toArray(String[]::new));
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!running.process().isAlive()) throw new AssertionError("the relay ended: " + running.errText());
            return running.outText().contains("\n");
        });
        var said = running.outText().strip().substring(READY.length());
        url = said.endsWith("/") ? said.substring(0, said.length() - 1) : said;
    }

    /** As a node is told of it. */
    public String url() {
        return url;
    }

    public long pid() {
        return running.process().pid();
    }

    /** Where it said that its fresh certificate lies, if it made one. */
    public Path certificate() {
        var said = running.errText();
        var from = said.indexOf("Certificate for trying things out: ") + "Certificate for trying things out: ".length();
        return Path.of(said.substring(from, said.indexOf(',', from)));
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        running.process().destroyForcibly().waitFor();
    }

    /** Where it was. */
    public void startAgain() throws IOException {
        start(URI.create(url).getPort());
    }

    /** One of the numbers that it counts. */
    public long metric(String name) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var at = URI.create(url.replaceFirst("^ws", "http") + "/metrics");
            var text = http.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString(UTF_8))
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text));
        }
    }

    @Override
    public void close() {
        launched.close();
    }
}
