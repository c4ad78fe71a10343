package org.anode.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Samples;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/**
 * A hostile admin's statements: they contradict each other, are dated back, kept back, reach too far and speak for
 * themselves. Having been removed it goes on.
 */
final class Usurper {
    private static final DocumentName CELLS = new DocumentName.Cells();
    private static final BatchHash NOBODYS =
            new BatchHash(Bytes.utf8("nobody's").sha256());
    private static final int PUPPETS_MAX = 6;
    private static final int STATEMENTS_MAX = 20;
    private static final long BEYOND = 1_000;
    private static final double DATED_BACK_CHANCE = 0.3;
    private static final double CONTRADICTS_CHANCE = 0.3;
    private static final double KEPT_BACK_CHANCE = 0.2;
    private static final double SHORTENED_CHANCE = 0.3;

    private final Identity puppet = Samples.identity(99);
    private final World world;
    private final Mouth mouth;
    private final GrantId grant;
    private final Supplier<ActorId> planned;
    private final List<SealedStatement> said = new ArrayList<>();
    private final List<SealedStatement> keptBack = new ArrayList<>();
    private int puppets;

    /** @param planned who will write what the cells do not hold yet */
    Usurper(World world, Mouth mouth, GrantId grant, Supplier<ActorId> planned) {
        this.world = world;
        this.mouth = mouth;
        this.grant = grant;
        this.planned = planned;
        mouth.wires().expectHostile(puppet);
    }

    void attack() {
        for (var late : keptBack) mouth.say(mouth.some(), late);
        keptBack.clear();
        var process = mouth.node().process();
        if (process.isEmpty() || !isAdmins(process.get()) || said.size() > STATEMENTS_MAX) return;
        var before = before();
        state(before, body(process.get()));
        if (world.chance(CONTRADICTS_CHANCE)) state(before, body(process.get()));
    }

    private boolean isAdmins(SimProcess process) {
        return process.members.grant(grant).filter(g -> g.role() == Role.ADMIN).isPresent();
    }

    private Optional<SealedStatement> before() {
        if (said.isEmpty()) return Optional.empty();
        if (!world.chance(DATED_BACK_CHANCE)) return Optional.of(said.getLast());
        world.saw(Seen.DATED_BACK);
        int at = world.random.nextInt(said.size());
        return at == 0 ? Optional.empty() : Optional.of(said.get(at - 1));
    }

    private void state(Optional<SealedStatement> before, Statement.Body body) {
        world.saw(Seen.USURPED);
        var statement = new Statement(
                Optional.of(grant),
                before.map(last -> last.statement().seq() + 1).orElse(1L),
                before.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS),
                body);
        var sealed = StatementCodec.seal(statement, mouth.node().identity.keys());
        world.note(mouth.node() + " usurps " + sealed.hash() + ": " + statement);
        mouth.wires().stated(sealed);
        said.add(sealed);
        if (world.chance(KEPT_BACK_CHANCE)) keptBack.add(sealed);
        else mouth.say(mouth.some(), sealed);
        if (body instanceof Statement.Grant) speakAs(sealed.grant());
    }

    private void speakAs(GrantId puppetGrant) {
        try (var pen = new Pen(world, mouth.wires(), puppet, puppetGrant, CELLS, world.nonce(), true)) {
            mouth.say(mouth.some(), pen.write());
        }
    }

    private Statement.Body body(SimProcess process) {
        int dice = world.random.nextInt(10);
        if (dice < 2 && puppets < PUPPETS_MAX && !said.isEmpty()) return puppet();
        if (dice < 4 || said.isEmpty()) return new Statement.Admit(grant, reaching(process.allOf(grant)));
        var target = target(process);
        return dice < 5
                ? new Statement.Admit(target, process.allOf(target))
                : new Statement.Revoke(target, shortened(process.machine.cut(target)));
    }

    /** Often the root, which may remove it, or another over whom it has no power. */
    private GrantId target(SimProcess process) {
        int dice = world.random.nextInt(4);
        if (dice == 0) return Samples.ROOT.grant();
        var all = process.members.grants();
        var above = all.stream()
                .filter(target -> !target.equals(grant) && !target.equals(Samples.ROOT.grant()))
                .filter(target -> !process.members.standing().outranks(grant, target))
                .toList();
        return world.any(dice == 1 || above.isEmpty() ? all : above);
    }

    private Statement.Body puppet() {
        return new Statement.Grant(
                puppet.keys().publicKey(),
                puppet.keys().agreementKey(),
                puppet.person(),
                world.chance(0.2) ? Role.ADMIN : Role.EDIT,
                Set.of(Flag.RUN),
                Samples.filled(Statement.SALT_BYTES, puppets++));
    }

    /** As if much more would come, and with some statement of which not everybody heard. */
    private Cut reaching(Cut cut) {
        var found = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        cut.documents().forEach((document, tips) -> {
            var more = new TreeMap<ActorId, Cut.Tip>();
            tips.forEach((actor, tip) -> more.put(actor, beyond(tip)));
            found.put(document, more);
        });
        found.computeIfAbsent(CELLS.text(), _ -> new TreeMap<>()).put(planned.get(), new Cut.Tip(BEYOND, NOBODYS));
        return new Cut(found, said.isEmpty() ? cut.statement() : world.any(said).hash());
    }

    private static Cut.Tip beyond(Cut.Tip tip) {
        return new Cut.Tip(tip.seq() + BEYOND, NOBODYS);
    }

    /** Without some of what counts, and with what does not. */
    private Cut shortened(Cut cut) {
        var found = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        cut.documents().forEach((document, tips) -> {
            var fewer = new TreeMap<ActorId, Cut.Tip>();
            tips.forEach((actor, tip) -> {
                if (world.chance(SHORTENED_CHANCE)) return;
                fewer.put(actor, world.chance(SHORTENED_CHANCE) ? beyond(tip) : tip);
            });
            if (!fewer.isEmpty()) found.put(document, fewer);
        });
        return new Cut(found, world.random.nextBoolean() ? Statement.NO_PREVIOUS : cut.statement());
    }
}
