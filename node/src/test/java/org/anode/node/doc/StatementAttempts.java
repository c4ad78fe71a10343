package org.anode.node.doc;

import static org.anode.node.replicate.Samples.ROOT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.anode.node.Cast;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.GrantId;

/** What is tried with statements of the members log. */
final class StatementAttempts {
    private final Scene scene;
    private final Cast cast;

    StatementAttempts(Scene scene) {
        this.scene = scene;
        this.cast = scene.cast;
    }

    private Attempt stated(GrantId issuer, Statement.Body body, Predicate<OpenNotebook> done) {
        var statement = scene.statement(issuer, body);
        return Attempt.seen(scene, new WireMessage.Statements(List.of(statement.encoded())), done);
    }

    Attempt letIn() {
        return letIn(cast.grant, 8);
    }

    Attempt letInAsMaker() {
        return letIn(ROOT.grant(), 9);
    }

    private Attempt letIn(GrantId issuer, int seed) {
        var somebody = Samples.identity(seed);
        var body = Cast.grant(somebody, Role.EDIT, Set.of(Flag.HOST));
        return stated(issuer, body, open -> Scene.members(open).isLive(somebody.device()));
    }

    /** With a cut at all that counts, so that nothing but the right is different. */
    Attempt revoke(GrantId grant) {
        var cut = scene.ask(open -> open.replication().machine().cut(grant));
        int before = scene.ask(open -> revokes(open, grant));
        return stated(cast.grant, new Statement.Revoke(grant, cut), open -> revokes(open, grant) > before);
    }

    private static int revokes(OpenNotebook open, GrantId grant) {
        return Scene.members(open).standing().revokes(grant).size();
    }

    Attempt epoch() {
        return stated(
                cast.grant,
                new Statement.Epoch(1, Samples.filled(32, 8), List.of(cast.gus), List.of()),
                open -> Scene.members(open).standing().epoch().isPresent());
    }

    Attempt admit() {
        var pen = scene.pen(Cast.GUS, cast.gus, Scene.CELLS, scene.cells);
        var late = pen.cells(Scene.insert("late"));
        var statement = scene.statement(cast.grant, new Statement.Admit(cast.gus, upTo(late.getLast())));
        var messages = List.of(new WireMessage.Statements(List.of(statement.encoded())), pen.message(late));
        return new Attempt(messages, () -> scene.ask(open -> Attempts.has(open, "late")));
    }

    static Cut upTo(SealedBatch last) {
        var tip = new Cut.Tip(last.batch().lastSeq(), last.hash());
        var actors = new TreeMap<>(Map.of(last.batch().actor(), tip));
        return new Cut(new TreeMap<>(Map.of(Scene.CELLS.text(), actors)), Statement.NO_PREVIOUS);
    }

    Attempt old() {
        var all = scene.statements().stream()
                .filter(statement -> !statement.equals(ROOT.encoded()))
                .toList();
        return new Attempt(List.of(new WireMessage.Statements(all)), () -> false);
    }
}
