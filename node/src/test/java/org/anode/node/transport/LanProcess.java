package org.anode.node.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.anode.node.ShortLived;
import org.anode.schema.Bytes;
import org.awaitility.Awaitility;

/** A {@link LanPeer} that runs; what it says is kept. */
final class LanProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private LanProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** @param prefix what the command begins with, such as who puts it into another network */
    static LanProcess start(List<String> prefix, Bytes room, List<String> address) {
        var command = new ArrayList<>(prefix);
        command.addAll(ShortLived.java("-Xmx128m", LanPeer.class.getName(), room.toHex()));
        command.addAll(address);
        try {
            return new LanProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            process.inputReader().lines().forEach(this::keep);
        } catch (UncheckedIOException _) {
            // it was ended while it was read
        }
    }

    private synchronized void keep(String line) {
        lines.add(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How many others it sees. */
    int links() {
        return lines().reversed().stream()
                .filter(line -> line.startsWith("links "))
                .findFirst()
                .map(line -> Integer.parseInt(line.substring("links ".length())))
                .orElse(0);
    }

    /** To all others. */
    void send(String line) {
        try {
            var input = process.outputWriter();
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitLine(String line) {
        Awaitility.await(line).atMost(PATIENCE).until(() -> lines().contains(line));
    }

    void awaitLinks(int count) {
        Awaitility.await(count + " links").atMost(PATIENCE).until(() -> links() == count);
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
