package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.PATIENCE;
import static org.anode.node.cli.LocalNodes.add;
import static org.anode.node.cli.LocalNodes.done;
import static org.anode.node.cli.LocalNodes.join;
import static org.anode.node.cli.LocalNodes.link;
import static org.anode.node.cli.LocalNodes.made;
import static org.anode.node.cli.LocalNodes.refusal;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.LanUse;
import org.anode.node.OpenShare;
import org.anode.node.RelayUse;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.relay.client.RelayAddress;
import org.anode.schema.ExecId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that meet at relays, which are killed under them. */
@Timeout(600)
final class RelayedIT {
    private static final LanUse LOOPBACK =
            new LanUse(LanUse.When.ONCE_SHARED, OptionalInt.empty(), Optional.of("127.0.0.1"));

    private static final int BOTH_AND_WHO_ASKS = 3;

    @TempDir
    Path temp;

    private LocalNodes nodes;
    private RelayProcess relay;
    private LocalNode anna;
    private LocalNode bela;
    private String trees;

    @BeforeEach
    void open() throws Exception {
        nodes = new LocalNodes(temp);
        relay = RelayProcess.start(temp, List.of());
    }

    @AfterEach
    void close() {
        nodes.close();
        relay.close();
    }

    /** Two nodes with one notebook, of which one was started with these relays and the other knows them from the link. */
    private void meet(RelayProcess... more) {
        var relays = Stream.concat(Stream.of(relay), Arrays.stream(more)).toArray(RelayProcess[]::new);
        anna = nodes.start("anna", LanUse.NONE, at(relays));
        bela = nodes.start("bela", LanUse.NONE, RelayUse.USUAL);
        trees = made(anna, "Trees");
        join(bela, link(anna, trees));
        awaitPath(anna, trees, "relay");
        awaitPath(bela, trees, "relay");
    }

    private static RelayUse at(RelayProcess... relays) {
        var addresses = Arrays.stream(relays).map(one -> RelayAddress.of(one.url()));
        return new RelayUse(true, addresses.toList());
    }

    private static String path(LocalNode as, String notebook) {
        return done(as, new Command.People(notebook))
                .valueStream()
                .filter(person -> !person.path("me").asBoolean())
                .map(person -> person.path("path").asString(""))
                .findFirst()
                .orElse("");
    }

    private static void awaitPath(LocalNode as, String notebook, String path) {
        await().atMost(PATIENCE).until(() -> path(as, notebook).equals(path));
    }

    private static Command run(String notebook, LocalNode on, boolean wait) {
        return new Command.Exec(
                notebook,
                List.of(),
                true,
                wait,
                wait ? Optional.of(PATIENCE.toSeconds()) : Optional.empty(),
                Optional.of(LocalNodes.id(LocalNodes.device(on))));
    }

    @Test
    @DisplayName(
            "RT-5 MB-6 with nothing but a link that names a relay one finds it, is approved, types and runs elsewhere")
    void onlyTheLink() {
        anna = nodes.start("anna", LanUse.NONE, at(relay));
        bela = nodes.start("bela", LanUse.NONE, RelayUse.USUAL);
        trees = made(anna, "Trees");
        add(anna, trees, "print oak");
        var link = LocalNodes.done(anna, new Command.Share(trees, Role.EDIT, Set.of(Flag.RUN, Flag.HOST), 60, 0, false))
                .path("link")
                .asString();
        var joining = Thread.ofVirtual().start(() -> join(bela, link));
        await().atMost(PATIENCE).until(() -> done(anna, new Command.Requests()).size() == 1);
        var request = done(anna, new Command.Requests()).get(0).path("id").asString();
        done(anna, new Command.Approve(request, Optional.empty()));
        await().atMost(PATIENCE).until(() -> !joining.isAlive());
        nodes.awaitSame(anna, bela, trees, "print oak");
        assertEquals("relay", path(anna, trees));
        assertEquals("relay", path(bela, trees));
        done(anna, new Command.SetPolicy(Optional.empty(), "members", List.of()));
        LocalNodes.awaitRuns(bela, anna, trees, "all");
        add(bela, trees, "flood 3000");
        done(bela, run(trees, anna, true));
        nodes.awaitSame(anna, bela, trees, "oak\\n");
    }

    @Test
    @DisplayName("RT-1 a relay that is killed while both type and run is come back to: nothing is lost or comes twice")
    void killed() throws Exception {
        meet();
        var sources = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            for (int n = 0; n < 5; n++) sources.add(both("print before " + round + " " + n + ";"));
            relay.kill();
            for (int n = 0; n < 5; n++) sources.add(both("print away " + round + " " + n + ";"));
            awaitPath(anna, trees, "");
            relay.startAgain();
            for (int n = 0; n < 5; n++) sources.add(both("print after " + round + " " + n + ";"));
            nodes.awaitSame(anna, bela, trees);
        }
        var exported = nodes.export(anna, trees);
        for (var source : sources)
            for (var who : List.of("anna", "bela"))
                assertEquals(2, exported.split(source + who, -1).length, source + who + exported);
    }

    private String both(String source) {
        add(anna, trees, source + "anna");
        add(bela, trees, source + "bela");
        return source;
    }

    @Test
    @DisplayName("RT-1 a run on another computer goes on while the relay is away, and its outputs come when it is back")
    void killedInARun() throws Exception {
        meet();
        done(anna, new Command.SetPolicy(Optional.empty(), "members", List.of()));
        LocalNodes.awaitRuns(bela, anna, trees, "all");
        add(bela, trees, "hang");
        var asked = done(bela, run(trees, anna, false)).path("execs").get(0);
        var exec = new ExecId(asked.asString());
        await().atMost(PATIENCE).until(() -> nodes.executed().contains("hang"));
        relay.kill();
        awaitPath(anna, trees, "");
        done(anna, new Command.Interrupt(trees, Optional.empty()));
        relay.startAgain();
        for (var node : List.of(bela, anna))
            await().atMost(PATIENCE)
                    .until(() -> LocalNodes.ask(
                            node,
                            trees,
                            open -> open.run(exec).stream()
                                    .anyMatch(run -> run.state().isEnd())));
        assertEquals(1, nodes.executed().stream().filter("hang"::equals).count());
    }

    @Test
    @DisplayName("RT-6 of two relays one is lost and nobody notices; when the other goes too, the first serves again")
    void twoRelays() throws Exception {
        try (var other = RelayProcess.start(temp, List.of())) {
            meet(other);
            relay.kill();
            add(anna, trees, "print oak");
            nodes.awaitSame(anna, bela, trees, "oak");
            assertEquals("relay", path(anna, trees));
            relay.startAgain();
            await().atMost(PATIENCE).until(() -> relay.metric("anode_relay_connections") >= BOTH_AND_WHO_ASKS);
            other.kill();
            add(bela, trees, "print elm");
            nodes.awaitSame(anna, bela, trees, "elm");
        }
    }

    @Test
    @DisplayName("RT-6 who is on the LAN and at a relay is reached directly, and the relay is quiet")
    void lanAndRelay() throws Exception {
        anna = nodes.start("anna", LOOPBACK, at(relay));
        bela = nodes.start("bela", LOOPBACK, RelayUse.USUAL);
        trees = made(anna, "Trees");
        join(bela, link(anna, trees));
        awaitPath(anna, trees, "lan");
        awaitPath(bela, trees, "lan");
        await().atMost(PATIENCE).until(() -> relay.metric("anode_relay_connections") >= BOTH_AND_WHO_ASKS);
        long before = relay.metric("anode_relay_frames_in_total");
        for (int n = 0; n < 50; n++) both("print " + n + ";");
        nodes.awaitSame(anna, bela, trees, "print 49;");
        long frames = relay.metric("anode_relay_frames_in_total") - before;
        assertTrue(frames < 50, frames + " frames at the relay beside 100 edits on the LAN");
        awaitPath(anna, trees, "lan");
    }

    @Test
    @DisplayName("RT-5 members hear of a relay that an admin's node uses from some day on, and meet there then")
    void toldByAnAdmin() {
        try (var admin = nodes.open("anna", LOOPBACK, RelayUse.USUAL);
                var member = nodes.open("bela", LOOPBACK, RelayUse.USUAL)) {
            trees = made(admin, "Trees");
            join(member, link(admin, trees));
            awaitPath(member, trees, "lan");
        }
        try (var admin = nodes.open("anna", LOOPBACK, at(relay));
                var member = nodes.open("bela", LOOPBACK, RelayUse.USUAL)) {
            awaitPath(admin, trees, "lan");
            await().atMost(PATIENCE)
                    .until(() -> !member.node().sharing().relays().isEmpty());
        }
        anna = nodes.start("anna", LanUse.NONE, at(relay));
        bela = nodes.start("bela", LanUse.NONE, RelayUse.USUAL);
        add(bela, trees, "print oak");
        nodes.awaitSame(anna, bela, trees, "oak");
    }

    @Test
    @DisplayName("RT-5 the relay of a notebook is remembered, and is not used by who uses none")
    void remembered() {
        String link;
        try (var once = nodes.open("anna", LanUse.NONE, at(relay));
                var joiner = nodes.open("bela", LanUse.NONE, RelayUse.USUAL)) {
            trees = made(once, "Trees");
            link = link(once, trees);
            join(joiner, link);
        }
        anna = nodes.start("anna", LanUse.NONE, RelayUse.USUAL);
        bela = nodes.start("bela", LanUse.NONE, RelayUse.USUAL);
        add(anna, trees, "print oak");
        nodes.awaitSame(anna, bela, trees, "oak");

        var alone = nodes.start("carl", LanUse.NONE, RelayUse.USUAL);
        assertTrue(refusal(alone, OpenShare.of(made(alone, "Alone"))).contains("--relay"));
        var without = nodes.start("dora", LOOPBACK, RelayUse.NONE);
        var waits = refusal(without, new Command.Join(link, Optional.of(1L)));
        assertTrue(waits.contains("Not joined"), waits);
        assertEquals(List.of(), without.node().sharing().relays());
    }
}
