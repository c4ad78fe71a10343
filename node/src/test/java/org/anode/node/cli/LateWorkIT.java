package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.add;
import static org.anode.node.cli.LocalNodes.device;
import static org.anode.node.cli.LocalNodes.done;
import static org.anode.node.cli.LocalNodes.id;
import static org.anode.node.cli.LocalNodes.join;
import static org.anode.node.cli.LocalNodes.link;
import static org.anode.node.cli.LocalNodes.made;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is given another role while it is away, and edits. */
@Timeout(600)
final class LateWorkIT {
    @TempDir
    Path temp;

    @Test
    @DisplayName("MB-3 who is given less while it is away loses nothing of what it may write still, nor its admin")
    void late() throws Exception {
        try (var nodes = new LocalNodes(temp)) {
            String trees;
            try (var anna = nodes.open("anna")) {
                trees = made(anna, "Trees");
                add(anna, trees, "print oak");
                String other;
                try (var bela = nodes.open("bela")) {
                    join(bela, link(anna, trees));
                    nodes.awaitSame(anna, bela, trees, "print oak");
                    other = id(device(bela));
                }
                done(anna, new Command.SetRole(trees, other, Role.EDIT, Set.of(Flag.HOST)));
            }
            try (var bela = nodes.open("bela")) {
                add(bela, trees, "print elm");
                add(bela, trees, "print ash");
            }
            var bela = nodes.start("bela");
            var anna = nodes.start("anna");
            nodes.awaitSame(anna, bela, trees, "print oak", "print elm", "print ash");
            var people = done(anna, new Command.People(trees));
            assertEquals(2, people.size());
            assertEquals("[\"host\"]", people.get(1).path("flags").toString());
        }
    }
}
