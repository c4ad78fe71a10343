package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.PATIENCE;
import static org.anode.node.cli.LocalNodes.add;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two nodes with one notebook, one of which runs what the other asks for, or does not. */
@Timeout(600)
final class HostingIT {
    @TempDir
    Path temp;

    private LocalNodes nodes;
    private LocalNode anna;
    private LocalNode bela;
    private String trees;

    @BeforeEach
    void open() {
        nodes = new LocalNodes(temp);
        anna = nodes.start("anna");
        bela = nodes.start("bela");
        trees = made(anna, "Trees");
        add(anna, trees, "print oak");
        join(bela, link(anna, trees));
        nodes.awaitSame(anna, bela, trees, "print oak");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private JsonNode host(LocalNode as, LocalNode of) {
        return LocalNodes.host(as, of, trees);
    }

    private void awaitRuns(LocalNode as, LocalNode of, String what) {
        LocalNodes.awaitRuns(as, of, trees, what);
    }

    private Command exec(Optional<LocalNode> on) {
        return new Command.Exec(
                trees, List.of(), true, true, Optional.of(PATIENCE.toSeconds()), on.map(node -> id(device(node))));
    }

    @Test
    @DisplayName("EX-5 EX-18 where a computer runs what members ask for, their cells run there, in one kernel for all")
    void members() {
        done(anna, new Command.SetPolicy(Optional.empty(), "members", List.of()));
        awaitRuns(bela, anna, "all");
        done(bela, exec(Optional.empty()));
        nodes.awaitSame(anna, bela, trees, "oak\\n");
        add(anna, trees, "print elm");
        done(anna, exec(Optional.empty()));
        nodes.awaitSame(anna, bela, trees, "elm\\n");
        for (var node : List.of(anna, bela)) {
            assertEquals(1, host(node, anna).path("sessions").size());
            assertEquals(
                    "all",
                    host(node, anna).path("sessions").get(0).path("serves").asString());
            assertEquals(0, host(node, bela).path("sessions").size());
        }
    }

    @Test
    @DisplayName("EX-18 by default a computer runs nothing of others, and says so")
    void mine() {
        awaitRuns(bela, bela, "you");
        assertEquals("no", host(bela, anna).path("runs").asString());
        var refused = refusal(bela, exec(Optional.of(anna)));
        assertTrue(refused.contains("runs only what its owner lets it"), refused);
        assertEquals(0, host(anna, anna).path("sessions").size());
        done(bela, exec(Optional.empty()));
        nodes.awaitSame(anna, bela, trees, "oak\\n");
        assertEquals(1, host(anna, bela).path("sessions").size());
    }

    @Test
    @DisplayName("EX-3 EX-18 what a trusted device asks for runs in a kernel of that device's person")
    void trusted() {
        done(anna, new Command.TrustDevice(id(device(bela)), "run"));
        awaitRuns(bela, anna, "you");
        done(anna, exec(Optional.empty()));
        done(bela, exec(Optional.of(anna)));
        assertEquals(2, host(anna, anna).path("sessions").size());
        nodes.awaitSame(anna, bela, trees, "oak\\n");
    }

    @Test
    @DisplayName("EX-6 what is asked for while no host is there runs once when several come, on one of them")
    void openRequests() {
        for (var node : List.of(anna, bela)) done(node, new Command.SetPolicy(Optional.empty(), "members", List.of()));
        var carl = nodes.start("carl");
        join(carl, link(anna, trees, Role.EDIT, Flag.RUN));
        nodes.awaitSame(anna, carl, trees, "print oak");
        anna.close();
        bela.close();
        await().atMost(PATIENCE).until(() -> done(carl, new Command.Peers()).isEmpty());
        done(carl, new Command.Exec(trees, List.of(), true, false, Optional.empty()));
        assertFalse(nodes.export(carl, trees).contains("oak\\n"));
        bela = nodes.start("bela");
        anna = nodes.start("anna");
        for (var node : List.of(anna, bela)) nodes.awaitSame(carl, node, trees, "oak\\n");
        int kernels = 0;
        for (var node : List.of(anna, bela))
            kernels += host(carl, node).path("sessions").size();
        assertEquals(1, kernels);
        done(carl, exec(Optional.empty()));
        assertEquals(
                1,
                host(carl, anna).path("sessions").size()
                        + host(carl, bela).path("sessions").size());
    }
}
