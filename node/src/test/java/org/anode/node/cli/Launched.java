package org.anode.node.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** The real launcher in real processes, on a data folder of its own; what it started ends with {@link #close}. Any thread. */
public final class Launched implements AutoCloseable {
    /** The machine may be busy, and the launcher may have to build. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final List<String> where;
    private final List<Process> started = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    /** @param folder for the data folder {@code data} and what the processes print */
    public Launched(Path folder) {
        this(folder, List.of());
    }

    /** @param where what each command begins with, such as who puts it into another network */
    public Launched(Path folder, List<String> where) {
        this.folder = folder;
        this.where = List.copyOf(where);
    }

    /** @param out all of stdout */
    public record Result(int exit, String out, String err) {
        public String line() {
            return out.strip();
        }

        public Result succeeds() {
            if (exit != 0) throw new AssertionError("exit " + exit + ": " + err + out);
            return this;
        }
    }

    /** A process under way. */
    public record Running(Process process, Path out, Path err) {
        public String outText() {
            return text(out);
        }

        public String errText() {
            return text(err);
        }

        public Result end() throws InterruptedException {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError("still running: " + errText());
            return new Result(process.exitValue(), outText(), errText());
        }

        private static String text(Path file) {
            try {
                return Files.readString(file, UTF_8);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    public static Path root() {
        var at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isExecutable(at.resolve("anode"))) at = at.getParent();
        if (at == null)
            throw new IllegalStateException(
                    "there is no launcher above " + Path.of("").toAbsolutePath());
        return at;
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Result anode(String... words) throws IOException, InterruptedException {
        return begin(words).end();
    }

    public Result anodeWithInput(String stdin, String... words) throws IOException, InterruptedException {
        var running = start(root().resolve("anode"), words);
        try (var in = running.process.getOutputStream()) {
            in.write(stdin.getBytes(UTF_8));
        }
        return running.end();
    }

    public Running begin(String... words) throws IOException {
        var running = start(root().resolve("anode"), words);
        running.process.getOutputStream().close();
        return running;
    }

    /** @param launcher how it is called, as through a link */
    public Running start(Path launcher, String... words) throws IOException {
        return start(Map.of(), launcher, words);
    }

    /** @param environment beside or instead of what the test has */
    public Running start(Map<String, String> environment, Path launcher, String... words) throws IOException {
        var command = new ArrayList<>(where);
        command.addAll(hearingSignals());
        command.add(launcher.toString());
        command.addAll(List.of(words));
        int which = number.incrementAndGet();
        var out = folder.resolve("out-" + which);
        var err = folder.resolve("err-" + which);
        var builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .directory(folder.toFile());
        builder.environment().put("ANODE_HOME", data().toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return new Running(process, out, err);
    }

    /** Who tests in the background of a shell has Ctrl-C ignored, and hands that on; a user's terminal does not. */
    private static List<String> hearingSignals() {
        var linux = System.getProperty("os.name").startsWith("Linux");
        return linux ? List.of("env", "--default-signal=INT,HUP,TERM") : List.of();
    }

    /** A node that is ready, without a spare kernel, which would keep a processor busy; the words after {@code start}. */
    public Running node(String... words) throws IOException {
        var all = new ArrayList<>(List.of("--no-spare"));
        all.addAll(List.of(words));
        return usualNode(all.toArray(String[]::new));
    }

    /** A node as people start it. */
    public Running usualNode(String... words) throws IOException {
        var all = new ArrayList<>(List.of("start", "--no-open"));
        all.addAll(List.of(words));
        var running = begin(all.toArray(String[]::new));
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!running.process.isAlive()) throw new AssertionError("the node ended: " + running.errText());
            return running.outText().contains("\n");
        });
        return running;
    }

    @Override
    public void close() {
        for (var process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }
}
