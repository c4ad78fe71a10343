package org.anode.node.doc;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.Cast;
import org.anode.node.RightsTable;
import org.anode.node.RightsTable.Act;
import org.anode.node.RightsTable.Who;
import org.anode.node.identity.Cut;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.WireMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of rights on an honest receiver: whatever a device sends, signed with its own keys, counts exactly where its
 * role gives it the right. Each act succeeds in some column, done in the same way.
 */
final class ReceivedRightsTest {
    @TempDir
    Path folder;

    private final List<Scene> scenes = new ArrayList<>();

    @AfterEach
    void close() {
        scenes.forEach(Scene::close);
    }

    @TestFactory
    @DisplayName("MB-5 what others take from each role")
    Stream<DynamicContainer> roles() {
        return Arrays.stream(Who.values()).map(who -> dynamicContainer(who.phrase, tests(who)));
    }

    private Stream<DynamicTest> tests(Who who) {
        var scene = new Scene(new Cast(who), folder);
        scenes.add(scene);
        return Arrays.stream(Act.values())
                .filter(act -> RightsTable.isAsked(who, act))
                .map(act -> dynamicTest(RightsTable.sentence(who, act), () -> attempt(scene, who, act)));
    }

    @Test
    @DisplayName("MB-3 who is removed can not have let its own late work count before; another admin can")
    void ownLateWork() {
        var cast = new Cast(Who.ADMIN);
        var scene = new Scene(cast, folder);
        scenes.add(scene);
        var pen = scene.pen(Scene.CELLS);
        var late = pen.cells(Scene.insert("late"));
        var admit = new Statement.Admit(cast.grant, StatementAttempts.upTo(late.getLast()));
        scene.say(stated(scene.statement(cast.grant, admit)));
        var cut = scene.ask(open -> open.replication().machine().cut(cast.grant));
        scene.say(stated(scene.statement(ANNA, ROOT.grant(), new Statement.Revoke(cast.grant, cut))));
        scene.say(pen.message(late));
        assertFalse(has(scene, "late"));
        scene.say(stated(scene.statement(Cast.DORA, cast.dora, admit)));
        scene.say(pen.message(late));
        assertFalse(has(scene, "late"), "of her own rank");
        scene.say(stated(scene.statement(ANNA, ROOT.grant(), admit)));
        scene.say(pen.message(late));
        assertTrue(has(scene, "late"));
    }

    @Test
    @DisplayName("MB-3 what was here before a removal that leaves it out is late, and nothing is once it is accepted")
    void late() {
        var cast = new Cast(Who.EDIT);
        var scene = new Scene(cast, folder);
        scenes.add(scene);
        var cut = scene.ask(open -> open.replication().machine().cut(cast.grant));
        var pen = scene.pen(Scene.CELLS);
        var edit = pen.cells(Scene.insert("late"));
        scene.say(pen.message(edit));
        assertTrue(has(scene, "late"));
        assertEquals(Optional.empty(), late(scene));
        scene.say(stated(scene.statement(ANNA, ROOT.grant(), new Statement.Revoke(cast.grant, cut))));
        assertFalse(has(scene, "late"));
        var late = late(scene).orElseThrow();
        assertEquals(StatementAttempts.upTo(edit.getLast()), late);
        scene.say(stated(scene.statement(ANNA, ROOT.grant(), new Statement.Admit(cast.grant, late))));
        assertTrue(has(scene, "late"));
        assertEquals(Optional.empty(), late(scene));
    }

    private static Optional<Cut> late(Scene scene) {
        return scene.ask(open -> open.replication().machine().late(scene.cast.grant));
    }

    private static boolean has(Scene scene, String cell) {
        return scene.ask(open -> Attempts.has(open, cell));
    }

    private static WireMessage stated(SealedStatement statement) {
        return new WireMessage.Statements(List.of(statement.encoded()));
    }

    private static void attempt(Scene scene, Who who, Act act) {
        var attempt = new Attempts(scene).of(act);
        var before = scene.ask(Counting::in);
        var statements = scene.statements();
        scene.told.clear();
        attempt.messages().forEach(scene::say);
        var after = scene.ask(Counting::in);
        assertEquals(RightsTable.allows(who, act), attempt.done().getAsBoolean());
        boolean kept = act.isRecorded() && RightsTable.allows(who, Act.OWN_LEDGER);
        if (!RightsTable.allows(who, act) && kept) assertEquals(before.withoutBatches(), after.withoutBatches());
        else if (!RightsTable.allows(who, act)) assertEquals(before, after);
        if (!who.isHeardAsAdmin()) assertEquals(statements, scene.statements());
        assertTrue(scene.bela.isAlive());
    }
}
