package org.anode.node.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anode.node.ShortLived;
import org.anode.node.cli.Main;
import org.anode.node.control.ControlClient;
import org.anode.node.control.Token;
import org.anode.node.folder.DataFolder;

/** A node started as users start it, that says on stderr when it received a command and when it answered. */
final class NodeProcess implements AutoCloseable {
    private static final int START_SECONDS_MAX = 120;
    private static final int REMEMBERED_LINES_MAX = 200;
    private static final Pattern READY = Pattern.compile("Anode ready: http://127\\.0\\.0\\.1:(\\d+)/#token=(\\w+)");

    private final Process process;
    private final BlockingQueue<String> stdout = new LinkedBlockingQueue<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final AtomicInteger editsReceived = new AtomicInteger();
    private final List<Thread> readers = new ArrayList<>();
    private final ControlClient client;
    private final String link;

    private NodeProcess(Process process, Path data) throws InterruptedException {
        this.process = process;
        readers.add(reader(process.getInputStream(), stdout::add));
        readers.add(reader(process.getErrorStream(), this::onLogLine));
        var line = stdout.poll(START_SECONDS_MAX, TimeUnit.SECONDS);
        Matcher ready = READY.matcher(line == null ? "" : line);
        if (!ready.matches()) {
            process.destroyForcibly();
            throw new AssertionError("the node did not start: " + line + "\n" + lastLines());
        }
        link = ready.group(0).replace("Anode ready: ", "");
        var address = DataFolder.running(data).orElseThrow();
        client = new ControlClient(address.port(), Token.parse(address.token()).orElseThrow());
    }

    static NodeProcess start(Path data) throws IOException, InterruptedException {
        return start(data, List.of("--log", "debug"));
    }

    /** @param options of {@code start}, beside those every test wants */
    static NodeProcess start(Path data, List<String> options) throws IOException, InterruptedException {
        var command = ShortLived.java(Main.class.getName());
        command.addAll(List.of("start", "--data", data.toString(), "--no-open", "--no-spare"));
        command.addAll(options);
        return new NodeProcess(new ProcessBuilder(command).start(), data);
    }

    /** Opens the page once. */
    String link() {
        return link;
    }

    ControlClient client() {
        return client;
    }

    /** How many edits the node has said it received. */
    int editsReceived() {
        return editsReceived.get();
    }

    /** SIGKILL, and everything it had printed is read. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        for (var reader : readers) reader.join();
    }

    /** SIGSTOP, until {@link #resume}: to the others it is there and says nothing. */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for a process that was asked to stop. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS))
            throw new AssertionError("the node does not end\n" + lastLines());
        return process.exitValue();
    }

    String lastLines() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    private void onLogLine(String line) {
        if (line.contains("received: Edit")) editsReceived.incrementAndGet();
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > REMEMBERED_LINES_MAX) lastLines.removeFirst();
        }
    }

    /** Of the platform: who reads from a pipe holds on to the carrier of a virtual thread, and soon to all of them. */
    private static Thread reader(InputStream in, java.util.function.Consumer<String> onLine) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines().forEach(onLine);
            } catch (IOException | UncheckedIOException endedByKill) {
                // What was printed before is read.
            }
        });
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
