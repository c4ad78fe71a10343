package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.PATIENCE;
import static org.anode.node.cli.LocalNodes.add;
import static org.anode.node.cli.LocalNodes.addition;
import static org.anode.node.cli.LocalNodes.device;
import static org.anode.node.cli.LocalNodes.done;
import static org.anode.node.cli.LocalNodes.id;
import static org.anode.node.cli.LocalNodes.join;
import static org.anode.node.cli.LocalNodes.link;
import static org.anode.node.cli.LocalNodes.made;
import static org.anode.node.cli.LocalNodes.names;
import static org.anode.node.cli.LocalNodes.refusal;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.OpenShare;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.page.PageServer;
import org.anode.node.page.Tab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder and a copy of it, both with a node that runs, in this process and on the loopback interface. */
@Timeout(600)
final class TwinIT {
    @TempDir
    Path temp;

    private LocalNodes nodes;

    @BeforeEach
    void open() {
        nodes = new LocalNodes(temp);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    @DisplayName("SY-5 of a data folder and its copy that meet, the copy becomes a device of its own, and both go on")
    void copied() throws Exception {
        String trees;
        String alone;
        String hers;
        try (var node = nodes.open("first")) {
            node.name("Anna’s laptop");
            trees = made(node, "Trees");
            alone = made(node, "Alone");
            hers = made(node, "Hers");
            add(node, trees, "print oak");
            add(node, alone, "print one");
            add(node, hers, "print red");
            done(node, new Command.Exec(trees, List.of(), true, true, Optional.empty()));
            done(node, OpenShare.of(trees));
        }
        nodes.copy("first", "second");
        var second = nodes.start("second"); // earlier than the first, but its folder is elsewhere
        int port = second.serve(PageServer.PORT_ANY, () -> {}).port();
        var session = Tab.session(second.link(Optional.empty()));
        var was = id(device(second));
        var first = nodes.start("first");
        await().atMost(PATIENCE).untilAsserted(() -> assertNotEquals(was, id(device(second))));
        assertEquals(was, id(device(first)), "the first goes on as it was");
        assertEquals("Anna’s laptop (2)", device(second).path("name").asString());
        assertEquals(was, device(second).path("copyOf").path(0).asString());
        await().atMost(PATIENCE)
                .ignoreExceptions() // until the port is open again
                .until(() -> news(port, session).contains("a computer of its own now, called “Anna’s laptop (2)”"));

        await().atMost(PATIENCE).until(() -> second.call(addition(trees, "print elm"), _ -> {}) instanceof Reply.Done);
        add(first, trees, "print ash");
        nodes.awaitSame(first, second, trees, "print oak", "print elm", "print ash", "oak\\n");
        done(second, new Command.Exec(trees, List.of(), true, true, Optional.empty()));
        nodes.awaitSame(first, second, trees, "elm\\n", "ash\\n");
        for (var node : List.of(first, second)) {
            var people = done(node, new Command.People(trees));
            assertEquals(2, people.size());
            assertEquals(id(device(node)), id(people.get(0)));
            assertEquals("admin", people.get(1).path("role").asString());
        }
        assertEquals("Anna’s laptop (2)", names(first, trees).getLast());
        assertEquals(List.of("Anna’s laptop (2)", "Anna’s laptop"), names(second, trees));

        add(second, alone, "print two");
        add(first, alone, "print three");
        var link = link(first, alone);
        join(second, link);
        add(second, alone, "print four");
        nodes.awaitSame(first, second, alone, "print one", "print two", "print three", "print four");

        assertEquals(List.of("Anna’s laptop (2)"), names(second, hers), "nobody else has seen it");
        add(second, hers, "print green");
        var other = link(second, hers);
        add(second, hers, "print blue");
        join(first, other);
        add(first, hers, "print white");
        nodes.awaitSame(first, second, hers, "print red", "print green", "print blue", "print white");
    }

    /** What the node says to a page that was open before. */
    private static String news(int port, String session) {
        try (var tab = new Tab(port, session, "tab")) {
            return tab.next("notice").path("text").asString();
        }
    }

    @Test
    @DisplayName(
            "SY-5 where the copied device could not invite, its copy reads, says what to do, and joins with a link")
    void copiedEditor() throws Exception {
        var anna = nodes.start("anna");
        var trees = made(anna, "Trees");
        add(anna, trees, "print oak");
        var link = link(anna, trees);
        try (var bela = nodes.open("first")) {
            join(bela, link);
            nodes.awaitSame(anna, bela, trees, "print oak");
        }
        nodes.copy("first", "second");
        var first = nodes.start("first");
        var second = nodes.start("second");
        await().atMost(PATIENCE).untilAsserted(() -> assertNotEquals(id(device(first)), id(device(second))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertTrue(
                        refusal(second, addition(trees, "print elm")).contains("join again with a link"),
                        refusal(second, addition(trees, "print elm"))));
        assertTrue(nodes.export(second, trees).contains("print oak"), "it can be read");
        var again = link(anna, trees);
        join(second, again);
        add(second, trees, "print elm");
        add(first, trees, "print ash");
        nodes.awaitSame(first, second, trees, "print oak", "print elm", "print ash");
        assertEquals(3, done(anna, new Command.People(trees)).size());
    }
}
