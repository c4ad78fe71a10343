package org.anode.node.cli;

import static org.anode.node.cli.LocalNodes.PATIENCE;
import static org.anode.node.cli.LocalNodes.addition;
import static org.anode.node.cli.LocalNodes.ask;
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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.doc.Lawless;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cells that would leave a mark on Anna's computer, asked for there by those whom she did not let, with the commands and
 * with nodes that write what they want. Real kernels.
 */
@Timeout(600)
final class UninvitedRunsIT {
    private static final long HUGE = 1L << 53;

    @TempDir
    static Path temp;

    private static LocalNodes nodes;
    private static LocalNode anna;
    private static LocalNode carl;
    private static String trees;
    private static DeviceId annas;

    private Path mark;
    private String cell;

    @BeforeAll
    static void open() {
        nodes = new LocalNodes(temp, Kernels.launcher());
        anna = nodes.start("anna");
        trees = made(anna, "Trees");
        annas = ask(anna, trees, OpenNotebook::self);
        carl = guest("carl", Role.EDIT, Flag.RUN, Flag.HOST);
    }

    @BeforeEach
    void add(TestInfo test) {
        mark = temp.resolve("mark of " + test.getTestMethod().orElseThrow().getName());
        cell = id(done(anna, addition(trees, "open('" + mark + "', 'w').close()")));
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private static LocalNode guest(String name, Role role, Flag... flags) {
        var guest = nodes.start(name);
        join(guest, link(anna, trees, role, flags));
        return guest;
    }

    private static void letsRun(String whom, String... devices) {
        done(anna, new Command.SetPolicy(Optional.empty(), whom, List.of(devices)));
    }

    private static void awaitCell(LocalNode on, String cell) {
        await().atMost(PATIENCE)
                .until(() -> ask(on, trees, open -> open.view().cells().containsKey(new CellId(cell))));
    }

    private Command exec(Optional<LocalNode> on) {
        return new Command.Exec(
                trees, List.of(cell), false, true, Optional.of(PATIENCE.toSeconds()), on.map(node -> id(device(node))));
    }

    private static Optional<Run> seen(LocalNode by, String exec) {
        return ask(by, trees, open -> open.run(new ExecId(exec)));
    }

    private static Lawless.Written send(LocalNode from, List<LedgerRecord> records) {
        var written = ask(from, trees, open -> Lawless.write(open, records));
        return ask(from, trees, open -> Lawless.send(open, written));
    }

    private static void awaitStored(Lawless.Written written) {
        await().atMost(PATIENCE).until(() -> ask(anna, trees, open -> Lawless.has(open, written)));
    }

    /** What a viewer sends is not even stored; what it sends later, as an editor, arrives after that. */
    private static void awaitHeard(LocalNode viewer) {
        done(anna, new Command.SetRole(trees, id(device(viewer)), Role.EDIT, Set.of()));
        var later = await().atMost(PATIENCE)
                .until(() -> viewer.call(addition(trees, "later"), _ -> {}), Reply.Done.class::isInstance);
        awaitCell(anna, id(((Reply.Done) later).result()));
    }

    @Test
    @DisplayName("EX-18 where a computer runs only its owner's cells, or those of listed devices, another is refused in"
            + " words, and its code does not run; once it is listed, it does")
    void policies() {
        awaitCell(carl, cell);
        letsRun("mine");
        assertRefused(carl, "runs only what its owner lets it");
        var dora = guest("dora", Role.EDIT, Flag.RUN);
        letsRun("listed", id(device(dora)));
        assertRefused(carl, "runs only what its owner lets it");
        letsRun("listed", id(device(carl)));
        done(carl, exec(Optional.of(anna)));
        assertTrue(Files.exists(mark));
    }

    private void assertRefused(LocalNode guest, String why) {
        var refused = refusal(guest, exec(Optional.of(anna)));
        assertTrue(refused.contains(why), refused);
        for (var node : List.of(anna, guest))
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(RunState.REFUSED, shown(node)));
        assertFalse(Files.exists(mark));
    }

    private RunState shown(LocalNode on) {
        return ask(
                on,
                trees,
                open -> open.shown(new CellId(cell)).orElseThrow().run().state());
    }

    @Test
    @DisplayName("EX-19 who may edit and not run is told so, and what its node asks for all the same counts for nobody")
    void noRight() {
        letsRun("members");
        var bela = guest("bela", Role.EDIT);
        awaitCell(bela, cell);
        var refused = refusal(bela, exec(Optional.of(anna)));
        assertTrue(refused.contains("not ask others to run its cells"), refused);
        awaitStored(send(bela, List.of(request(bela, "by-bela"))));
        assertEquals(Optional.empty(), seen(anna, "by-bela"));
        assertFalse(Files.exists(mark));
    }

    private LedgerRecord request(LocalNode by, String exec) {
        return ask(by, trees, open -> Lawless.request(open, exec, new CellId(cell), Optional.of(annas)));
    }

    @Test
    @DisplayName(
            "EX-4 EX-19 a session of a viewer, or of a member with a generation out of reach, displaces nobody’s, and"
                    + " what a viewer asks for runs nowhere")
    void forgedSessions() {
        letsRun("members");
        done(
                anna,
                new Command.Exec(trees, List.of(id(done(anna, addition(trees, "1")))), false, true, Optional.empty()));
        var current = session(anna);
        var eve = guest("eve", Role.VIEW);
        awaitCell(eve, cell);
        var eves = ask(eve, trees, Lawless::session);
        var exec = new ExecId("by-eve");
        send(
                eve,
                List.of(
                        new Session(eves, SessionView.SCOPE_ALL, 1_000, "graalpy", "all"),
                        request(eve, exec.value()),
                        new Assignment(exec, eves),
                        new Started(exec, eves, 1)));
        awaitHeard(eve);
        var huge = new Session(ask(carl, trees, Lawless::session), SessionView.SCOPE_ALL, HUGE, "graalpy", "all");
        awaitStored(send(carl, List.of(huge)));
        assertEquals(current, session(anna));
        assertEquals(Optional.empty(), seen(anna, exec.value()));
        assertFalse(Files.exists(mark));
        awaitCell(carl, cell);
        done(carl, exec(Optional.empty()));
        assertEquals(current, session(carl));
        assertEquals(
                Optional.of(annas),
                ask(
                        carl,
                        trees,
                        open -> open.shown(new CellId(cell)).orElseThrow().run().ranOn()));
        assertTrue(Files.exists(mark));
    }

    /** The one that serves all. */
    private static SessionId session(LocalNode as) {
        var live = ask(
                as,
                trees,
                open -> open.sessions().stream()
                        .filter(one -> one.live() && one.scope().equals(SessionView.SCOPE_ALL))
                        .toList());
        assertEquals(1, live.size(), live::toString);
        return live.getFirst().id();
    }
}
