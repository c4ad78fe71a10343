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
import static org.anode.node.cli.LocalNodes.refusal;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices that change their keys, with the command, while others have their notebooks, and somebody the former keys. */
@Timeout(600)
final class RotationIT {
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

    /** Of a node that does not run. */
    private String rotate(String folder) throws Exception {
        try (var launched = new Launched(temp.resolve(folder))) {
            return launched.anode("identity", "rotate").succeeds().err();
        }
    }

    private LocalNode start(String folder) {
        return nodes.start(folder + "/data");
    }

    private LocalNode openOf(String folder) {
        return nodes.open(folder + "/data");
    }

    private static Set<String> people(LocalNode node, String notebook) {
        return done(node, new Command.People(notebook))
                .valueStream()
                .map(LocalNodes::id)
                .collect(Collectors.toSet());
    }

    private static void awaitPeople(LocalNode on, String notebook, Set<String> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(expected, people(on, notebook)));
    }

    private static void awaitAdded(LocalNode node, String notebook, String source) {
        await().atMost(PATIENCE).until(() -> node.call(addition(notebook, source), _ -> {}) instanceof Reply.Done);
    }

    @Test
    @DisplayName(
            "R15 an admin that changes its keys goes on with the new ones; who has the former ones reads nothing new")
    void admin() throws Exception {
        for (var name : Set.of("anna", "bela", "thief")) Files.createDirectory(temp.resolve(name));
        var bela = start("bela");
        String trees;
        String alone;
        String was;
        try (var anna = openOf("anna")) {
            was = id(device(anna));
            trees = made(anna, "Trees");
            alone = made(anna, "Alone");
            add(anna, trees, "print oak");
            add(anna, alone, "print one");
            join(bela, link(anna, trees));
            nodes.awaitSame(anna, bela, trees, "print oak");
        }
        nodes.copy("anna/data", "thief/data");
        var said = rotate("anna");
        assertTrue(said.contains("has new keys"), said);
        assertFalse(said.contains("Trees"), "it needs nobody for that: " + said);
        add(bela, trees, "print elm");

        var anna = start("anna");
        var now = id(device(anna));
        assertNotEquals(was, now);
        awaitPeople(bela, trees, Set.of(now, id(device(bela))));
        add(anna, trees, "print ash");
        nodes.awaitSame(anna, bela, trees, "print oak", "print elm", "print ash");

        var thief = start("thief");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertTrue(refusal(thief, addition(trees, "print bug")).contains("removed from the notebook")));
        assertFalse(nodes.export(thief, trees).contains("print ash"));

        add(anna, alone, "print two");
        join(bela, link(anna, alone));
        awaitPeople(bela, alone, Set.of(now, id(device(bela))));
        nodes.awaitSame(anna, bela, alone, "print one", "print two");
    }

    @Test
    @DisplayName(
            "R15 MB-3 a member that changes its keys is let in by an admin's node by itself, with what it wrote before")
    void member() throws Exception {
        for (var name : Set.of("anna", "bela", "carl")) Files.createDirectory(temp.resolve(name));
        String trees;
        try (var anna = openOf("anna")) {
            trees = made(anna, "Trees");
            add(anna, trees, "print oak");
            var link = link(anna, trees);
            String removed;
            try (var bela = openOf("bela");
                    var carl = openOf("carl")) {
                join(bela, link);
                join(carl, link);
                nodes.awaitSame(anna, bela, trees, "print oak");
                removed = id(device(carl));
            }
            done(anna, new Command.Revoke(trees, removed));
        }
        try (var bela = openOf("bela")) {
            add(bela, trees, "print elm");
        }
        var said = rotate("bela");
        assertTrue(said.contains("meet it before it can write in “Trees”"), said);
        var bela = start("bela");
        var refused = refusal(bela, addition(trees, "print bug"));
        assertTrue(refused.contains("keys of this computer were changed"), refused);

        var anna = start("anna"); // in another room by now, because somebody was removed
        awaitAdded(bela, trees, "print ash");
        nodes.awaitSame(anna, bela, trees, "print oak", "print elm", "print ash");
        awaitPeople(anna, trees, Set.of(id(device(anna)), id(device(bela))));
        add(anna, trees, "print fir");
        nodes.awaitSame(anna, bela, trees, "print fir");
    }
}
