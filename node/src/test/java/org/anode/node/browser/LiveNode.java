package org.anode.node.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.Memory;
import org.anode.node.ShortLived;
import org.anode.node.cli.Main;
import org.anode.node.control.Command;
import org.anode.node.control.ControlClient;
import org.anode.node.control.Reply;
import org.anode.node.control.Token;
import org.anode.node.folder.DataFolder;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node as people start it, on a data folder of its own, and what the command line would ask of it. */
public final class LiveNode implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(2);

    private final Path folder;
    private final List<String> flags;
    private final List<String> options;
    private Process process;
    private int starts;

    private LiveNode(Path folder, List<String> flags, List<String> options) {
        this.folder = folder;
        this.flags = flags;
        this.options = options;
        this.process = launch();
    }

    /**
     * @param folder  for its data and what it prints
     * @param options of {@code start}, beside those every test wants
     */
    public static LiveNode start(Path folder, String... options) {
        return start(folder, List.of(options));
    }

    static LiveNode start(Path folder, List<String> options) {
        var all = new ArrayList<>(List.of("--no-spare"));
        all.addAll(options);
        return new LiveNode(folder, List.of(), all);
    }

    /** As people have it: with a kernel that waits for its use. */
    public static LiveNode withSpare(Path folder) {
        return new LiveNode(folder, List.of(), List.of());
    }

    /** @param flags of its JVM */
    static LiveNode withFlags(Path folder, String... flags) {
        return new LiveNode(folder, List.of(flags), List.of("--no-spare"));
    }

    private Process launch() {
        var command = ShortLived.java(flags.toArray(String[]::new));
        command.add(Main.class.getName());
        command.addAll(List.of("start", "--data", data().toString(), "--no-open", "--log", "debug"));
        command.addAll(options);
        starts++;
        try {
            var started = new ProcessBuilder(command)
                    .redirectOutput(out().toFile())
                    .redirectError(err().toFile())
                    .start();
            Awaitility.await()
                    .atMost(START_MAX)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (!started.isAlive()) throw new AssertionError("the node ended: " + log());
                        return text(out()).endsWith("\n");
                    });
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    private Path out() {
        return folder.resolve("out-" + starts);
    }

    private Path err() {
        return folder.resolve("err-" + starts);
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has logged since its last start. */
    String log() {
        return text(err());
    }

    /** {@code http://127.0.0.1:PORT/}, the same after a restart. */
    public String home() {
        return "http://127.0.0.1:" + DataFolder.running(data()).orElseThrow().port() + "/";
    }

    /** A link to home that works once. */
    public String link() {
        return ask(new Command.Link(Optional.empty())).path("url").asString();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What its processor time came to until now; not of its kernels. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Memory that it has now, in MiB; not of its kernels. */
    double residentMiB() {
        return Memory.residentKib(process.pid()) / 1024;
    }

    /** SIGKILL. Kernels end by themselves. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() {
        process = launch();
    }

    /** What the command line asks; fails where it would fail. */
    public JsonNode ask(Command command) {
        var address = DataFolder.running(data()).orElseThrow();
        var client =
                new ControlClient(address.port(), Token.parse(address.token()).orElseThrow());
        return switch (client.call(command, _ -> {})) {
            case Reply.Done(var result) -> result;
            case Reply.Failed(var sentence, var _) -> throw new AssertionError(sentence);
            case Reply.Asked _, Reply.Progress _, Reply.Text _ -> throw new AssertionError("not a last reply");
        };
    }

    JsonNode show(String notebook) {
        return ask(new Command.Show(notebook));
    }

    /** Sources in order, as {@code anode show --json} tells them. */
    List<String> sources(String notebook) {
        return show(notebook)
                .path("cells")
                .valueStream()
                .map(cell -> cell.path("source").asString())
                .toList();
    }

    /** A new notebook of code cells. */
    public String notebook(String title, String... sources) {
        return take(title, Notebook.of(sources));
    }

    String take(String title, Notebook notebook) {
        return take(write(title + ".ipynb", notebook.json()));
    }

    /** What {@code anode import} makes of a file. */
    String take(Path file) {
        return ask(new Command.ImportFile(file.toAbsolutePath().toString()))
                .path("id")
                .asString();
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }
}
