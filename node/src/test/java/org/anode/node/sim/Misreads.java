package org.anode.node.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.anode.node.identity.Cut;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.Standing;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;

/**
 * Evaluates the members log by a wrong rule: the right evaluation is given other statements, with the hashes of those
 * that are there, and further ones by the root.
 */
final class Misreads extends Flaw {
    private static final BatchHash NOBODYS =
            new BatchHash(Bytes.utf8("nobody's").sha256());

    private final Function<Collection<SealedStatement>, List<SealedStatement>> read;

    private Misreads(Function<Collection<SealedStatement>, List<SealedStatement>> read) {
        this.read = read;
    }

    @Override
    Function<Collection<SealedStatement>, Standing> evaluation() {
        return statements -> Standing.of(read.apply(statements));
    }

    /** A removed member's work goes on counting. */
    static Misreads noCuts() {
        return eachAs((_, body) -> body instanceof Statement.Revoke ? nothing() : body);
    }

    /** Who leaves is cut off with the statement that says so, so that it does not count. */
    static Misreads selfRevokesCutOff() {
        return eachAs((by, body) ->
                body instanceof Statement.Revoke(var grant, var _) && by.equals(grant) ? nothing() : body);
    }

    /** What is named may lose to a lower hash. */
    static Misreads lowerHashOnly() {
        return eachAs((_, body) -> switch (body) {
            case Statement.Revoke(var grant, var cut) -> new Statement.Revoke(grant, unnamed(cut));
            case Statement.Admit(var grant, var cut) -> new Statement.Admit(grant, unnamed(cut));
            case Statement.Grant _, Statement.Epoch _, Statement.Schema _ -> body;
        });
    }

    /** Up to the same place, of any branch. */
    private static Cut unnamed(Cut cut) {
        var found = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        cut.documents().forEach((document, tips) -> {
            var same = new TreeMap<ActorId, Cut.Tip>();
            tips.forEach((actor, tip) -> same.put(actor, new Cut.Tip(tip.seq() + 1, NOBODYS)));
            found.put(document, same);
        });
        return new Cut(found, cut.statement());
    }

    /** Any admin removes any other. */
    static Misreads noRanks() {
        return byTheRootToo((right, one) -> {
            var by = one.statement().issuer().orElseThrow();
            return one.statement().body() instanceof Statement.Revoke(var grant, var _)
                    && !grant.equals(by)
                    && !grant.equals(Samples.ROOT.grant())
                    && right.isValid(grant)
                    && !right.outranks(by, grant);
        });
    }

    /** Who was removed may take that back for itself. */
    static Misreads selfAdmits() {
        return byTheRootToo((_, one) -> one.statement().body() instanceof Statement.Admit(var grant, var _)
                && one.statement().issuer().equals(Optional.of(grant)));
    }

    private interface Reading {
        Statement.Body of(GrantId issuer, Statement.Body body);
    }

    private static Misreads eachAs(Reading reading) {
        return new Misreads(
                statements -> statements.stream().map(one -> read(reading, one)).toList());
    }

    private static SealedStatement read(Reading reading, SealedStatement sealed) {
        var said = sealed.statement();
        if (said.isRoot()) return sealed;
        var body = reading.of(said.issuer().orElseThrow(), said.body());
        return with(sealed, new Statement(said.issuer(), said.seq(), said.previous(), body));
    }

    private static SealedStatement with(SealedStatement sealed, Statement statement) {
        return new SealedStatement(statement, sealed.signature(), sealed.encoded(), sealed.hash());
    }

    private static Statement.Body nothing() {
        return new Statement.Schema(1);
    }

    private interface Choice {
        boolean of(Standing right, SealedStatement sealed);
    }

    /**
     * What stands and should have no effect has one, as if the root, whom nobody outranks, had said it as well: before
     * its last statement, so that what it states next follows that.
     */
    private static Misreads byTheRootToo(Choice choice) {
        return new Misreads(statements -> {
            var right = Standing.of(statements);
            var last = right.last(Samples.ROOT.grant());
            if (last.isEmpty()) return List.copyOf(statements);
            var all = new ArrayList<SealedStatement>();
            var previous = last.get().statement().previous();
            for (var sealed : statements) {
                if (!sealed.equals(last.get())) all.add(sealed);
                if (sealed.statement().isRoot() || !right.counts(sealed.hash()) || !choice.of(right, sealed)) continue;
                all.add(byTheRoot(sealed, previous));
                previous = all.getLast().hash();
            }
            var said = last.get().statement();
            all.add(with(last.get(), new Statement(said.issuer(), said.seq(), previous, said.body())));
            return all;
        });
    }

    private static SealedStatement byTheRoot(SealedStatement sealed, Bytes previous) {
        var hash = Bytes.concat(sealed.hash(), previous).sha256();
        var body = sealed.statement().body();
        var statement = new Statement(Optional.of(Samples.ROOT.grant()), 1, previous, body);
        return new SealedStatement(statement, sealed.signature(), sealed.encoded(), hash);
    }
}
