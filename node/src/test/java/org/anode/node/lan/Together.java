package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Computers that share a notebook, and what was saved in it on each of them. */
final class Together {
    private static final Duration JOIN_MAX = Duration.ofSeconds(90);

    private final List<Computer> computers;
    private final String notebook;
    private final List<String> saved = new CopyOnWriteArrayList<>();

    private Together(List<Computer> computers, String notebook) {
        this.computers = computers;
        this.notebook = notebook;
    }

    /** The first makes a notebook and shares it, the others join, with nothing but the link. */
    static Together sharing(List<Computer> computers, String title) throws Exception {
        return sharing(computers, title, () -> {});
    }

    /** @param linked done once there is a link, before anybody has it */
    static Together sharing(List<Computer> computers, String title, Runnable linked) throws Exception {
        var notebook = computers.getFirst().anode("new", title);
        var link = computers.getFirst().anode("share", notebook, "--auto-approve", "--run");
        linked.run();
        for (var other : computers.subList(1, computers.size())) other.anode("join", link, "--timeout", "60");
        return new Together(computers, notebook);
    }

    /** The first makes a notebook and a link, the other joins with nothing but that, and is let in by hand. */
    static Together approving(Computer anna, Computer bela, String title) throws Exception {
        var notebook = anna.anode("new", title);
        var joining = bela.begin("join", anna.anode("share", notebook, "--run"), "--wait");
        Awaitility.await("somebody waits to be let in")
                .atMost(JOIN_MAX)
                .until(() -> !anna.json("requests", "--json").isEmpty());
        var request = anna.json("requests", "--json").get(0);
        anna.anode("approve", request.path("id").asString());
        var joined = joining.end().succeeds();
        assertEquals(notebook, joined.line());
        var words = request.path("words").valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
        assertTrue(joined.err().contains(words), () -> words + " not in " + joined.err());
        return new Together(List.of(anna, bela), notebook);
    }

    String notebook() {
        return notebook;
    }

    /** Returns once it is saved there. */
    void edit(Computer on, String source) throws Exception {
        on.add(notebook, source);
        saved.add(source);
    }

    /** So stands a cell that was saved. */
    void typed(String source) {
        saved.add(source);
    }

    /** Waits until all export the same bytes, with every saved edit once. @return how long that took */
    Duration converge(Duration within) {
        long from = System.nanoTime();
        Awaitility.await("the same everywhere")
                .atMost(within)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(this::areTheSame);
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private void areTheSame() throws Exception {
        var texts = new ArrayList<String>();
        for (var computer : computers) texts.add(computer.exported(notebook));
        assertTrue(
                texts.stream().distinct().count() == 1,
                () -> "exports of " + texts.stream().map(String::length).toList() + " characters");
        assertTrue(missing(texts.getFirst()).isEmpty(), () -> "missing: " + missing(texts.getFirst()));
    }

    private Collection<String> missing(String exported) {
        return saved.stream()
                .filter(source -> exported.split(source, -1).length != 2)
                .toList();
    }

    static String inSeconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / (double) TimeUnit.SECONDS.toMillis(1));
    }
}
