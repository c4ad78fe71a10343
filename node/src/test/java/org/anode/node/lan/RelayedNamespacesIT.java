package org.anode.node.lan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.anode.node.cli.RelayProcess;
import org.anode.node.transport.LanConfig;
import org.anode.node.transport.Namespaces;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nodes as people start them on two computers that reach a relay's and not each other. */
@Tag("long")
@Timeout(600)
final class RelayedNamespacesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** As people look: often enough, and not so often that nothing else happens. */
    private static final Duration LOOK = Duration.ofMillis(300);

    private static final int ANNA = 1;
    private static final int BELA = 2;
    private static final int RELAY = 3;
    private static final int GUEST = 4;

    private static final int HASHES = 6_000;

    /** Of a command; Linux takes a little more. */
    private static final int ARGUMENT_CHARS = 100_000;

    private static final long RELAY_BYTES_MIN = 10 << 20;

    private final Needle title = Needle.random();
    private final Needle name = Needle.random();
    private final Needle text = Needle.random();
    private final Needle typed = Needle.random();
    private final Needle output = Needle.random();
    private final Needle control = Needle.random();
    private final List<Needle> hidden = List.of(title, name, text, typed, output);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Namespaces net;

    @BeforeEach
    void connect() {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        net = opened(Namespaces.withComputers(GUEST));
        net.keepApart(ANNA, BELA);
    }

    private <T extends AutoCloseable> T opened(T later) {
        open.addFirst(later);
        return later;
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open) one.close();
    }

    private RelayProcess relay(String... options) throws Exception {
        var words = new ArrayList<>(List.of("--bind", net.address(RELAY)));
        words.addAll(List.of(options));
        return opened(RelayProcess.start(folder, net.on(RELAY), words.toArray(String[]::new)));
    }

    private Computer anna(RelayProcess relay) throws Exception {
        return opened(Computer.in(net, ANNA, "Anna", folder, "--relay", relay.url()));
    }

    /** Who knows of no relay. */
    private Computer bela(String name) throws Exception {
        return opened(Computer.in(net, BELA, name, folder));
    }

    private static void await(String what, Callable<Boolean> seen) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(LOOK).until(seen);
    }

    private static String path(Computer as, String notebook) throws Exception {
        return as.json("people", notebook, "--json")
                .valueStream()
                .filter(person -> !person.path("me").asBoolean())
                .map(person -> person.path("path").asString(""))
                .collect(Collectors.joining());
    }

    /** A cell of Bela's runs in the kernel of Anna's computer. @return the cell */
    private static String begin(Computer anna, Computer bela, String notebook, String source, String... options)
            throws Exception {
        anna.anode("policy", "members");
        var device = anna.device();
        await(
                "Bela hears that she may",
                () -> bela.json("hosts", notebook, "--json")
                        .valueStream()
                        .anyMatch(host -> host.path("id").asString().equals(device)
                                && host.path("runs").asString().equals("all")));
        var cell = bela.add(notebook, source);
        var words = new ArrayList<>(List.of("exec", notebook, cell, "--on", device));
        words.addAll(List.of(options));
        bela.anode(words.toArray(String[]::new));
        await("a kernel is there", () -> kernels(bela, notebook, device) == 1);
        assertEquals(0, kernels(bela, notebook, bela.device()), "the kernel is Anna's");
        return cell;
    }

    private static int kernels(Computer as, String notebook, String device) throws Exception {
        return as.json("hosts", notebook, "--json")
                .valueStream()
                .filter(host -> host.path("id").asString().equals(device))
                .mapToInt(host -> host.path("sessions").size())
                .sum();
    }

    /** What a cell printed. */
    private static String printed(Computer on, String notebook, String cell) throws Exception {
        return on.json("show", notebook, "--json")
                .path("cells")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(cell))
                .flatMap(one -> one.path("outputs").valueStream())
                .map(output -> text(output.path("text")))
                .collect(Collectors.joining());
    }

    private static String text(JsonNode text) {
        if (!text.isArray()) return text.asString("");
        return text.valueStream().map(JsonNode::asString).collect(Collectors.joining());
    }

    // --- All of it -------------------------------------------------------------------------------------------------

    @Test
    @DisplayName(
            "RT-5 MB-6 two computers that reach nothing but a relay do all together that they would in one network,"
                    + " the one with nothing but a link")
    void onlyTheRelay() throws Exception {
        var relay = relay();
        var anna = anna(relay);
        var bela = bela("Bela");
        var both = Together.approving(anna, bela, "Trees");
        var notebook = both.notebook();
        assertApart(relay);
        both.edit(anna, "first of Anna;");
        both.edit(bela, "first of Bela;");
        both.converge(PATIENCE);
        assertEquals("relay", path(anna, notebook));
        assertEquals("relay", path(bela, notebook));

        var cell = begin(
                anna,
                bela,
                notebook,
                "import hashlib\nprint(''.join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(" + HASHES
                        + ")))",
                "--wait");
        both.converge(PATIENCE);
        assertEquals(hashes() + "\n", printed(bela, notebook, cell));
    }

    private static String hashes() throws Exception {
        var sha = MessageDigest.getInstance("SHA-256");
        return IntStream.range(0, HASHES)
                .mapToObj(n ->
                        HexFormat.of().formatHex(sha.digest(String.valueOf(n).getBytes(UTF_8))))
                .collect(Collectors.joining());
    }

    /** From one nothing of the other is seen, not even that it is there, also where it listens. */
    private void assertApart(RelayProcess relay) throws Exception {
        var relayPort = String.valueOf(URI.create(relay.url()).getPort());
        for (int from : List.of(ANNA, BELA)) {
            var other = net.address(ANNA + BELA - from);
            var tried = BridgeTap.java(
                    net.on(from),
                    Reach.class,
                    other,
                    String.valueOf(LanConfig.PORT),
                    other,
                    "9",
                    net.address(RELAY),
                    relayPort);
            assertEquals(
                    List.of("nothing", "nothing", "open"),
                    tried.inputReader().lines().toList());
        }
    }

    // --- TLS -------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("RT-5 RL-16 over TLS the same, and who does not trust the relay's certificate is told so")
    void tls() throws Exception {
        var relay = relay("--tls-dev");
        assertTrue(relay.url().startsWith("wss://" + net.address(RELAY) + ":"), relay.url());
        String[] trusting = {
            "--relay", relay.url(), "--relay-ca", relay.certificate().toString()
        };
        var anna = opened(Computer.in(net, ANNA, "Anna", folder, trusting));
        var bela = bela("Bela");
        var notebook = anna.anode("new", "Trees");
        var link = anna.anode("share", notebook, "--auto-approve", "--run");

        var refused = bela.refused("join", link, "--timeout", "5");
        assertTrue(refused.contains("Not joined"), refused);
        var finding = bela.doctor().get("relay");
        assertFalse(finding.path("fine").asBoolean());
        var detail = finding.path("detail").asString();
        assertTrue(
                detail.startsWith(relay.url() + ": nobody whom this computer trusts signed its certificate;"), detail);
        assertTrue(detail.contains("--relay-ca"), detail);

        bela.stop();
        bela.start(trusting);
        bela.anode("join", link, "--wait");
        var much = hashes().substring(0, ARGUMENT_CHARS);
        anna.add(notebook, much);
        bela.add(notebook, "of Bela");
        await("the same", () -> anna.exported(notebook).equals(bela.exported(notebook)));
        assertTrue(bela.exported(notebook).contains(much));
        assertTrue(anna.exported(notebook).contains("of Bela"));
        assertEquals("relay", path(anna, notebook));
        assertEquals("relay", path(bela, notebook));
    }

    // --- What the relay knows --------------------------------------------------------------------------------------

    @Test
    @DisplayName("R15 what is in a notebook is in no form in a relay's memory, nor on the wire to it without TLS, and"
            + " what is said openly is found in each")
    void nothingIsSeen() throws Exception {
        var relay = relay();
        Traffic traffic;
        try (var tap = BridgeTap.on(net, folder.resolve("frames"))) {
            var anna = anna(relay);
            var bela = bela(name.text());
            var both = session(anna, bela);
            var guests = guests(relay);
            var said = guests.inputReader();
            assertEquals("said", said.readLine());
            traffic = tap.end();
            var typing = Typing.on(both, anna, bela);
            try (var input = guests.outputWriter()) {
                input.write("hold\n");
                input.flush();
                assertEquals("held", said.readLine());
                searchMemory(relay, typing);
            }
            typing.end();
            both.converge(PATIENCE);
        }
        searchTraffic(traffic);
    }

    /** Share, join, edits on both sides, a run on the other's computer, output in blobs, presence. */
    private Together session(Computer anna, Computer bela) throws Exception {
        var both = Together.approving(anna, bela, title.text());
        var notebook = both.notebook();
        both.edit(anna, text.text());
        both.edit(bela, typed.text());
        var backwards = new StringBuilder(output.text()).reverse();
        begin(anna, bela, notebook, "print('" + backwards + "'[::-1] * 500)", "--wait");
        both.converge(PATIENCE);
        assertTrue(bela.anode("show", notebook).contains(output.text().repeat(500)));
        assertTrue(bela.anode("list").contains(title.text()));
        await("name is told", () -> anna.anode("people", notebook).contains(name.text()));
        assertEquals("relay", path(anna, notebook));
        return both;
    }

    private Process guests(RelayProcess relay) throws Exception {
        var arguments = new ArrayList<String>();
        arguments.add(relay.url());
        control.sendable().values().forEach(form -> arguments.add(HexFormat.of().formatHex(form)));
        var process = BridgeTap.java(net.on(GUEST), OpenTalk.class, arguments.toArray(String[]::new));
        opened(() -> process.destroyForcibly().waitFor());
        return process;
    }

    /** More than once, while frames pass. */
    private void searchMemory(RelayProcess relay, Typing typing) throws Exception {
        int before = typing.rounds();
        var controls = new TreeSet<String>();
        for (int searches = 0; searches < 2 || typing.rounds() < before + 2; searches++) {
            long from = System.nanoTime();
            var memory = ProcessMemory.search(relay.pid(), all());
            System.out.println("relay's memory: %d MiB, searched in %s"
                    .formatted(
                            memory.usedBytes() >> 20, Together.inSeconds(Duration.ofNanos(System.nanoTime() - from))));
            assertTrue(memory.usedBytes() > RELAY_BYTES_MIN, "the memory is not read");
            for (var needle : hidden) assertEquals(Set.of(), memory.of(needle), "seen");
            controls.addAll(memory.of(control));
        }
        assertEquals(plainForms(), controls, "the search finds what is there");
    }

    private List<Needle> all() {
        var all = new ArrayList<>(hidden);
        all.add(control);
        return all;
    }

    private Set<String> plainForms() {
        return control.sendable().keySet().stream()
                .filter(form -> !Set.of("deflate", "zlib").contains(form))
                .collect(Collectors.toSet());
    }

    private void searchTraffic(Traffic traffic) {
        System.out.println(
                "wire: " + traffic.frameCount() + " frames, " + traffic.streamBytes() + " bytes of connections");
        var plain = traffic.plain(all());
        var masked = traffic.masked(all());
        var inflated = traffic.inflated(all());
        for (var needle : hidden) {
            assertEquals(Set.of(), plain.get(needle), "seen");
            assertEquals(Set.of(), masked.get(needle), "seen on the way to the relay");
            assertEquals(0, inflated.get(needle), "seen where something was inflated");
        }
        assertEquals(plainForms(), plain.get(control), "the search finds what the relay says");
        assertEquals(plainForms(), masked.get(control), "the search finds what is said to the relay");
        assertTrue(inflated.get(control) >= 2, "the search inflates");
    }

    // --- When it is killed -----------------------------------------------------------------------------------------

    @Test
    @DisplayName(
            "RT-1 a relay that is killed while both type and one's cell runs on the other's computer is come back to:"
                    + " both went on, and nothing is lost or comes twice")
    void killed() throws Exception {
        var relay = relay();
        var anna = anna(relay);
        var bela = bela("Bela");
        var both = Together.sharing(List.of(anna, bela), "Trees");
        var notebook = both.notebook();
        var word = folder.resolve("go");
        var cell = begin(anna, bela, notebook, """
                import pathlib, time
                n = 0
                while not pathlib.Path('%s').exists():
                    print('line', n, flush=True)
                    n += 1
                    time.sleep(0.1)
                print('in all', n)
                """.formatted(word));
        var typing = Typing.on(both, anna, bela);
        await("lines are seen elsewhere", () -> lines(bela, notebook, cell) > 3);
        awaitRounds(typing, 2);

        relay.kill();
        await("it is noticed", () -> path(bela, notebook).isEmpty());
        int seen = lines(bela, notebook, cell);
        int ran = lines(anna, notebook, cell);
        awaitRounds(typing, 2);
        assertTrue(lines(anna, notebook, cell) > ran, "the cell runs on");
        assertEquals(seen, lines(bela, notebook, cell), "they are cut off from each other");

        relay.startAgain();
        await("lines are seen again", () -> lines(bela, notebook, cell) > seen);
        awaitRounds(typing, 2);
        Files.createFile(word);
        typing.end();
        for (var computer : List.of(anna, bela))
            await("the end is seen", () -> printed(computer, notebook, cell).contains("in all"));
        var took = both.converge(PATIENCE);
        var printed = printed(anna, notebook, cell);
        var lines = printed.lines().toList();
        int all = lines.size() - 1;
        var expected = IntStream.range(0, all).mapToObj(n -> "line " + n).collect(Collectors.toList());
        Collections.addAll(expected, "in all " + all);
        assertEquals(expected, lines);
        assertEquals(printed, printed(bela, notebook, cell));
        System.out.println("relay killed: " + all + " lines, " + seen + " of them seen before, " + typing.rounds()
                + " rounds of edits, the same after " + Together.inSeconds(took));
    }

    /** At least the last of them begins and ends meanwhile. */
    private static void awaitRounds(Typing typing, int more) {
        int from = typing.rounds();
        await("both type", () -> typing.rounds() >= from + more);
    }

    private static int lines(Computer on, String notebook, String cell) throws Exception {
        return (int) printed(on, notebook, cell).lines().count();
    }
}
