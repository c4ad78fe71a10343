package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.anode.node.folder.DataFolder;
import org.anode.node.replicate.Members;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class JoinAgainTest {
    @TempDir
    Path folder;

    private static InviteLink link() {
        var invites = new Invites(new Notebooks(new MemoryStore()).log(NOTEBOOK));
        return invites.issue(
                        new Members(NOTEBOOK, ROOT),
                        ANNA.keys(),
                        "Anna’s laptop",
                        "Trees",
                        MeetingPlaces.NONE,
                        InviteWish.USUAL,
                        1_800_000_000,
                        new Random(1))
                .link();
    }

    private static Node node(DataFolder data) {
        var use = new LanUse(LanUse.When.ONCE_SHARED, OptionalInt.of(0), Optional.of("127.0.0.1"));
        return Node.open(NodeConfig.on(data, new ScriptedKernels()).with(use));
    }

    @Test
    @DisplayName("MB-6 a join that is under way goes on after a restart, until somebody gives it up")
    void survivesARestart() {
        var link = link();
        var looking = List.of(new Joining(link, new JoinState.Looking()));
        assertEquals(looking, started(node -> node.join(link)));
        assertEquals(looking, started(_ -> {}));
        assertEquals(List.of(), started(node -> node.forget(link.id())));
        assertEquals(List.of(), started(_ -> {}));
    }

    @Test
    @DisplayName("RT-5 a link that there is no way to now does not keep a node from starting")
    void noWayNow() {
        var link = link();
        assertEquals(1, started(node -> node.join(link)).size());
        try (var data = DataFolder.open(folder.resolve("bela"));
                var node = Node.open(NodeConfig.on(data, new ScriptedKernels()).with(RelayUse.USUAL))) {
            assertEquals(1, node.sharing().joinings().size());
            var refused = assertThrows(Refusal.class, () -> node.sharing().join(link));
            assertTrue(refused.sentence().contains("--no-lan"), refused.sentence());
        }
    }

    private interface Doing {
        void with(Sharing sharing);
    }

    /** What is being joined after a start, and something done. */
    private List<Joining> started(Doing what) {
        try (var data = DataFolder.open(folder.resolve("bela"));
                var node = node(data)) {
            what.with(node.sharing());
            return node.sharing().joinings();
        }
    }
}
