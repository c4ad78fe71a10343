package org.anode.node.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Header;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/**
 * Who may do what by a set of statements (MB-2 to MB-4). It asks each statement upwards what lets it stand, where the
 * real evaluation goes down from the root: the two shall not share a mistake.
 */
final class Authority {
    private final Map<Bytes, SealedStatement> known = new LinkedHashMap<>();
    private final Map<Bytes, Boolean> standing = new HashMap<>();
    private final Map<GrantId, List<Judgement>> byOthers = new HashMap<>();
    private final Map<GrantId, List<Judgement>> judgements = new HashMap<>();

    /** A revoke, or an admit, that stands and that its issuer had the rank for. */
    record Judgement(GrantId issuer, Cut cut, boolean isRevoke) {}

    Authority(Collection<SealedStatement> statements) {
        for (var statement : statements) known.put(statement.hash(), statement);
    }

    Collection<SealedStatement> statements() {
        return known.values();
    }

    private Optional<Statement.Grant> grant(GrantId id) {
        var found = known.get(id.value());
        return found != null && found.statement().body() instanceof Statement.Grant grant
                ? Optional.of(grant)
                : Optional.empty();
    }

    List<GrantId> grants() {
        return known.values().stream()
                .map(SealedStatement::grant)
                .filter(id -> grant(id).isPresent())
                .toList();
    }

    int rank(GrantId grant) {
        return known.get(grant.value())
                .statement()
                .issuer()
                .map(issuer -> rank(issuer) + 1)
                .orElse(0);
    }

    private boolean isAdmins(GrantId grant) {
        return grant(grant).filter(g -> g.role() == Role.ADMIN).isPresent();
    }

    boolean stands(Bytes hash) {
        var before = standing.get(hash);
        if (before != null) return before;
        boolean now = standsNow(known.get(hash));
        standing.put(hash, now);
        return now;
    }

    private boolean standsNow(SealedStatement sealed) {
        var statement = sealed.statement();
        if (statement.isRoot()) return true;
        var issuer = statement.issuer().orElseThrow();
        if (!isAdmins(issuer) || !stands(issuer.value())) return false;
        return followsOne(statement, issuer) && isWithinCuts(sealed.hash(), issuer) && isChosen(sealed, issuer);
    }

    private boolean followsOne(Statement statement, GrantId issuer) {
        if (statement.previous().equals(Statement.NO_PREVIOUS)) return true;
        var previous = known.get(statement.previous());
        boolean left =
                previous.statement().body() instanceof Statement.Revoke(var target, var _) && target.equals(issuer);
        return !left && stands(previous.hash());
    }

    /** What others said of a grant: what an admin says of its own cuts no statement, it only ends them. */
    private List<Judgement> byOthers(GrantId grant) {
        var before = byOthers.get(grant);
        if (before != null) return before;
        var found = known.values().stream()
                .filter(one -> !one.statement().issuer().equals(Optional.of(grant)))
                .flatMap(one -> judgement(one, grant).stream())
                .toList();
        byOthers.put(grant, found);
        return found;
    }

    private boolean isWithinCuts(Bytes hash, GrantId issuer) {
        return holds(byOthers(issuer), cut -> leadsTo(cut.statement(), hash));
    }

    private static boolean holds(List<Judgement> judgements, Predicate<Cut> within) {
        var revokes = judgements.stream().filter(Judgement::isRevoke);
        var admits = judgements.stream().filter(j -> !j.isRevoke());
        return revokes.allMatch(j -> within.test(j.cut())) || admits.anyMatch(j -> within.test(j.cut()));
    }

    private boolean leadsTo(Bytes from, Bytes hash) {
        for (var at = known.get(from); at != null; at = known.get(at.statement().previous()))
            if (at.hash().equals(hash)) return true;
        return false;
    }

    private boolean isChosen(SealedStatement sealed, GrantId issuer) {
        boolean named = isNamed(sealed, issuer);
        return known.values().stream()
                .filter(other -> other.statement().issuer().equals(Optional.of(issuer)))
                .filter(other ->
                        other.statement().previous().equals(sealed.statement().previous()))
                .filter(other -> !other.equals(sealed))
                .noneMatch(
                        other -> isNamed(other, issuer) == named ? other.hash().compareTo(sealed.hash()) < 0 : !named);
    }

    private boolean isNamed(SealedStatement sealed, GrantId issuer) {
        return byOthers(issuer).stream().anyMatch(j -> leadsTo(j.cut().statement(), sealed.hash()));
    }

    /** All that stands and is about the grant. */
    List<Judgement> judgements(GrantId grant) {
        var before = judgements.get(grant);
        if (before != null) return before;
        var found = new ArrayList<>(byOthers(grant));
        for (var sealed : known.values())
            if (sealed.statement().issuer().equals(Optional.of(grant)))
                judgement(sealed, grant).filter(Judgement::isRevoke).ifPresent(found::add);
        judgements.put(grant, found);
        return found;
    }

    private Optional<Judgement> judgement(SealedStatement sealed, GrantId grant) {
        var issuer = sealed.statement().issuer();
        var found =
                switch (sealed.statement().body()) {
                    case Statement.Revoke(var target, var cut)
                    when target.equals(grant) -> issuer.map(by -> new Judgement(by, cut, true));
                    case Statement.Admit(var target, var cut)
                    when target.equals(grant) -> issuer.map(by -> new Judgement(by, cut, false));
                    default -> Optional.<Judgement>empty();
                };
        return found.filter(j -> mayJudge(j.issuer(), grant) && stands(sealed.hash()));
    }

    private boolean mayJudge(GrantId by, GrantId grant) {
        return by.equals(grant) || !isAdmins(grant) || rank(by) < rank(grant);
    }

    /** How many pairs of admins said of each other that they are none any more, whoever of them was right. */
    int mutualRevokes() {
        var said = new HashSet<Said>();
        for (var sealed : known.values())
            if (sealed.statement().body() instanceof Statement.Revoke(var target, var _))
                sealed.statement().issuer().ifPresent(by -> said.add(new Said(by, target)));
        return (int) said.stream()
                .filter(one -> one.by.compareTo(one.of) < 0 && said.contains(new Said(one.of, one.by)))
                .count();
    }

    private record Said(GrantId by, GrantId of) {}

    /** Nobody revoked it. */
    boolean isLive(GrantId grant) {
        return known.containsKey(grant.value())
                && stands(grant.value())
                && judgements(grant).stream().noneMatch(Judgement::isRevoke);
    }

    boolean isLive(Bytes deviceKey) {
        return grants().stream()
                .filter(id -> grant(id).orElseThrow().deviceKey().equals(deviceKey))
                .anyMatch(this::isLive);
    }

    /** By its own right and within the cuts (MB-4). */
    boolean isEntitled(Header batch) {
        var id = batch.grant();
        return grant(id).filter(grant -> hasRight(id, grant, batch.document())).isPresent()
                && stands(id.value())
                && holds(judgements(id), cut -> isWithin(cut, batch));
    }

    private static boolean hasRight(GrantId id, Statement.Grant grant, DocumentName document) {
        boolean edits = grant.role() == Role.EDIT || grant.role() == Role.ADMIN;
        return switch (document) {
            case DocumentName.Cells _ -> edits;
            case DocumentName.Comments _ -> edits || grant.role() == Role.COMMENT;
            case DocumentName.Ledger ledger -> ledger.grant().equals(id) && grant.role() != Role.VIEW;
            case DocumentName.Outputs outputs ->
                edits && grant.flags().contains(Flag.HOST) && outputs.session().canBeOf(id);
        };
    }

    private static boolean isWithin(Cut cut, Header batch) {
        for (var document : cut.documents().entrySet()) {
            if (!document.getKey().equals(batch.document().text())) continue;
            for (var tip : document.getValue().entrySet())
                if (tip.getKey().equals(batch.actor())) return isUpTo(tip.getValue(), batch);
        }
        return false;
    }

    private static boolean isUpTo(Cut.Tip tip, Header batch) {
        boolean before = batch.lastSeq() < tip.seq();
        boolean same = batch.lastSeq() == tip.seq() && batch.hash().equals(tip.hash());
        return before || same;
    }
}
