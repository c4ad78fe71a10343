package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelPace;
import org.anode.kernel.KernelSpec;
import org.anode.node.LanUse;
import org.anode.node.OpenShare;
import org.anode.node.RelayUse;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteTerms;
import org.anode.schema.NotebookId;
import tools.jackson.databind.JsonNode;

/** Nodes in this process, on data folders in one folder and the loopback interface, where they find each other. */
final class LocalNodes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LanUse LOOPBACK =
            new LanUse(LanUse.When.ONCE_SHARED, OptionalInt.empty(), Optional.of("127.0.0.1"));

    private final List<LocalNode> open = new ArrayList<>();
    private final Path folder;
    private final ScriptedKernels scripted;
    private final KernelLauncher kernels;
    private int exports;

    LocalNodes(Path folder) {
        this.folder = folder;
        this.scripted = new ScriptedKernels();
        this.kernels = scripted;
    }

    LocalNodes(Path folder, KernelLauncher kernels) {
        this.folder = folder;
        this.scripted = new ScriptedKernels();
        this.kernels = kernels;
    }

    /** Closed with the others, if not before. */
    LocalNode start(String name) {
        var node = open(name);
        open.add(node);
        return node;
    }

    /** Which meets others so. */
    LocalNode start(String name, LanUse lan, RelayUse relays) {
        var node = open(name, lan, relays);
        open.add(node);
        return node;
    }

    /** The caller closes it. */
    LocalNode open(String name) {
        return open(name, LOOPBACK, RelayUse.NONE);
    }

    /** The caller closes it. */
    LocalNode open(String name, LanUse lan, RelayUse relays) {
        return LocalNode.open(
                folder.resolve(name), kernels, config -> config.with(lan).with(relays));
    }

    /** What was handed to scripted kernels, on whichever node. */
    List<String> executed() {
        return List.copyOf(scripted.executed);
    }

    /** Of the scripted kernels that were started, on whichever node. */
    List<KernelPace> paces() {
        return scripted.specs.stream().map(KernelSpec::pace).toList();
    }

    static JsonNode done(LocalNode node, Command command) {
        var reply = node.call(command, _ -> {});
        return assertInstanceOf(Reply.Done.class, reply, reply.toString()).result();
    }

    static String id(JsonNode result) {
        return result.path("id").asString();
    }

    static JsonNode device(LocalNode node) {
        return done(node, new Command.Devices()).get(0);
    }

    static String made(LocalNode node, String title) {
        return id(done(node, new Command.NewNotebook(Optional.of(title))));
    }

    static void add(LocalNode node, String notebook, String source) {
        done(node, addition(notebook, source));
    }

    static Command addition(String notebook, String source) {
        return new Command.Add(notebook, "code", Optional.empty(), source);
    }

    static String refusal(LocalNode node, Command command) {
        var reply = node.call(command, _ -> {});
        return assertInstanceOf(Reply.Failed.class, reply, reply.toString()).sentence();
    }

    static String link(LocalNode by, String notebook) {
        return done(by, OpenShare.of(notebook)).path("link").asString();
    }

    /** To let in with these rights whoever has it. */
    static String link(LocalNode by, String notebook, Role role, Flag... flags) {
        var lifetimeSeconds = InviteTerms.LIFETIME.toSeconds();
        return done(by, new Command.Share(notebook, role, Set.of(flags), lifetimeSeconds, InviteTerms.UNLIMITED, true))
                .path("link")
                .asString();
    }

    /** What {@code as} is told of {@code of} among those that may run the notebook's cells. */
    static JsonNode host(LocalNode as, LocalNode of, String notebook) {
        return done(as, new Command.Hosts(notebook))
                .valueStream()
                .filter(host -> id(host).equals(id(device(of))))
                .findFirst()
                .orElseThrow();
    }

    static void awaitRuns(LocalNode as, LocalNode of, String notebook, String what) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertEquals(what, host(as, of, notebook).path("runs").asString()));
    }

    static void join(LocalNode node, String link) {
        done(node, new Command.Join(link, Optional.of(PATIENCE.toSeconds())));
    }

    /** What {@code turn} says of the notebook on that node, or does in it. */
    static <T> T ask(LocalNode node, String notebook, Function<OpenNotebook, T> turn) {
        return node.node().home().notebook(NotebookId.parse(notebook)).ask(turn);
    }

    static List<String> names(LocalNode node, String notebook) {
        return done(node, new Command.People(notebook))
                .valueStream()
                .map(person -> person.path("name").asString(""))
                .toList();
    }

    String export(LocalNode node, String notebook) {
        try {
            var file = folder.resolve("exported-" + ++exports + ".ipynb"); // what is exported may be kept
            done(node, new Command.ExportFile(notebook, file.toString()));
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void awaitSame(LocalNode one, LocalNode other, String notebook, String... sources) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var exported = export(one, notebook);
            for (var source : sources) assertTrue(exported.contains(source), exported);
            assertEquals(exported, export(other, notebook));
        });
    }

    void copy(String from, String to) throws IOException {
        try (var files = Files.walk(folder.resolve(from))) {
            for (var file : files.toList())
                Files.copy(
                        file,
                        folder.resolve(to)
                                .resolve(folder.resolve(from).relativize(file).toString()));
        }
    }

    @Override
    public void close() {
        open.forEach(LocalNode::close);
    }
}
