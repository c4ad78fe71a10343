package org.anode.node.lan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.anode.node.ShortLived;
import org.anode.node.transport.Rogue;
import org.awaitility.Awaitility;

/** A {@link Rogue} that runs. */
final class RogueProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES_MAX = 100;

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private RogueProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** @param where what the command begins with; the last to get a processor, as it takes all it gets */
    static RogueProcess start(List<String> where, Rogue.Mode mode, String address) throws IOException {
        var command = new ArrayList<>(where);
        command.addAll(List.of("nice", "-n", "19"));
        command.addAll(ShortLived.java("-Xmx1g", Rogue.class.getName(), mode.name(), address));
        return new RogueProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try {
            process.inputReader().lines().forEach(this::keep);
        } catch (UncheckedIOException _) {
            // it was ended while it was read
        }
    }

    private synchronized void keep(String line) {
        if (lines.size() < LINES_MAX) lines.add(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    void awaitAttack() {
        Awaitility.await("the rogue's attack").atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) throw new AssertionError("the rogue ended: " + lines());
            return lines().contains("attacks");
        });
    }

    /** It hangs, and its connections stay. */
    void suspend() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
