package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/**
 * What follows from a set of statements, whatever their order (MB-2, MB-3). Admin grants are looked at by ascending rank:
 * each can be cut only by those before it, so that whatever is asked has been decided. It looks at no signature. Does not
 * change; belongs to one thread.
 */
public final class Standing {
    private final StatementLinks links;
    private final Set<Bytes> counting = new HashSet<>();
    private final Map<GrantId, Bytes> lasts = new HashMap<>();
    private final Map<GrantId, List<Cut>> revokes = new HashMap<>();
    private final Map<GrantId, List<Cut>> admits = new HashMap<>();
    private final List<SealedStatement> epochs = new ArrayList<>();
    private final Set<GrantId> valid = new HashSet<>();
    private final Map<GrantId, DeviceId> devices = new HashMap<>(); // of the valid ones, for each is asked often
    private final Set<GrantId> live = new HashSet<>();
    private final Set<BatchHash> named = new HashSet<>();

    private Standing(Collection<SealedStatement> statements) {
        links = new StatementLinks(statements);
        links.grants().filter(grant -> grant.statement().isRoot()).forEach(root -> counting.add(root.hash()));
        for (var admin : adminsByRank()) if (counts(admin.value())) follow(admin);
        links.grants()
                .filter(grant -> counts(grant.hash()))
                .map(SealedStatement::grant)
                .forEach(valid::add);
        for (var grant : valid)
            devices.put(grant, links.grant(grant).orElseThrow().device());
        for (var grant : valid) if (revokes(grant).isEmpty()) live.add(grant);
        revokes.values().forEach(this::name);
        admits.values().forEach(this::name);
    }

    /** @param statements with the issuers of all, and what each of them follows */
    public static Standing of(Collection<SealedStatement> statements) {
        return new Standing(statements);
    }

    private void name(List<Cut> cuts) {
        for (var cut : cuts)
            for (var tips : cut.documents().values()) for (var tip : tips.values()) named.add(tip.hash());
    }

    private List<GrantId> adminsByRank() {
        return links.grants()
                .map(SealedStatement::grant)
                .filter(links::isAdmins)
                .sorted(Comparator.comparingInt(links::rank).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** An admin's statements on the branch that counts, up to where it was cut or ended itself. */
    private void follow(GrantId admin) {
        var bounds = new ChainBounds(links, admin, revokes(admin), admits(admin));
        for (var at = bounds.after(Statement.NO_PREVIOUS); at.isPresent(); ) {
            var hash = at.get().hash();
            counting.add(hash);
            lasts.put(admin, hash);
            at = isLastWord(admin, at.get()) ? Optional.empty() : bounds.after(hash);
        }
    }

    /** Takes a statement that counts. A revoke of one's own grant is one's last word, whatever it cuts (MB-2). */
    private boolean isLastWord(GrantId admin, SealedStatement sealed) {
        switch (sealed.statement().body()) {
            case Statement.Revoke(var grant, var cut) -> {
                if (mayJudge(admin, grant)) add(revokes, grant, cut);
                return grant.equals(admin);
            }
            case Statement.Admit(var grant, var cut) -> {
                if (mayJudge(admin, grant) && !grant.equals(admin)) add(admits, grant, cut);
            }
            case Statement.Epoch _ -> epochs.add(sealed);
            case Statement.Grant _, Statement.Schema _ -> {}
        }
        return false;
    }

    private boolean mayJudge(GrantId admin, GrantId target) {
        if (links.grant(target).isEmpty()) return false;
        return target.equals(admin) || outranks(admin, target);
    }

    /** Whether an admin's grant is strong enough against another one, its own apart (MB-2). */
    public boolean outranks(GrantId admin, GrantId target) {
        return !links.isAdmins(target) || links.rank(target) > links.rank(admin);
    }

    private static void add(Map<GrantId, List<Cut>> to, GrantId grant, Cut cut) {
        to.computeIfAbsent(grant, _ -> new ArrayList<>()).add(cut);
    }

    /** Whether the statement stands. */
    public boolean counts(Bytes statement) {
        return counting.contains(statement);
    }

    /** The last statement of the grant that stands. */
    public Optional<SealedStatement> last(GrantId issuer) {
        return Optional.ofNullable(lasts.get(issuer)).flatMap(links::find);
    }

    /** The grants whose statements stand, revoked or not. */
    public Set<GrantId> valid() {
        return Collections.unmodifiableSet(valid);
    }

    /** The valid grants that no valid revoke names. */
    public Set<GrantId> live() {
        return Collections.unmodifiableSet(live);
    }

    public boolean isValid(GrantId grant) {
        return valid.contains(grant);
    }

    public boolean isLive(GrantId grant) {
        return live.contains(grant);
    }

    /**
     * 0 for the root, else one more than its issuer's (MB-2).
     *
     * @param grant a known one
     */
    public int rank(GrantId grant) {
        return links.rank(grant);
    }

    /** Of the revokes that stand and name the grant. */
    public List<Cut> revokes(GrantId grant) {
        return List.copyOf(revokes.getOrDefault(grant, List.of()));
    }

    /** Of the admits that stand and name the grant. */
    public List<Cut> admits(GrantId grant) {
        return List.copyOf(admits.getOrDefault(grant, List.of()));
    }

    /**
     * The room secret that counts (MB-7): of those stated the highest number, then the lowest hash. Every honest admin
     * counts on by one, so a number above that of the statements is a liar's. Empty: number 0, which nobody states.
     */
    public Optional<Statement.Epoch> epoch() {
        return epochs.stream()
                .filter(one -> number(one) <= epochs.size())
                .min(Comparator.comparingLong((SealedStatement one) -> -number(one))
                        .thenComparing(SealedStatement::hash))
                .map(Standing::epoch);
    }

    private static long number(SealedStatement one) {
        return epoch(one).number();
    }

    private static Statement.Epoch epoch(SealedStatement one) {
        return (Statement.Epoch) one.statement().body();
    }

    /** The valid grants of devices that have no live one: such a device is not to have the room secret, and may know it. */
    public Set<GrantId> removed() {
        var members = live.stream().map(devices::get).collect(Collectors.toSet());
        return valid.stream()
                .filter(grant -> !live.contains(grant) && !members.contains(devices.get(grant)))
                .collect(Collectors.toSet());
    }

    /** Whether somebody was removed for whom the room secret was not changed (MB-7). */
    public boolean isEpochSpent() {
        var without = epoch().map(Statement.Epoch::without).orElse(List.of());
        return !new HashSet<>(without).containsAll(removed());
    }

    /** Whose a valid grant is; nobody's, if it is none. */
    public Optional<DeviceId> device(GrantId grant) {
        return Optional.ofNullable(devices.get(grant));
    }

    /** The batches that cuts and admits name as the last that count: on their branches is what counts (SY-5). */
    public Set<BatchHash> named() {
        return Collections.unmodifiableSet(named);
    }

    /** Whether the batch is entitled (MB-4): its grant is valid, has the right, and the batch is within its cuts. */
    public boolean admits(Header batch) {
        var grant = batch.grant();
        if (!isValid(grant) || !mayWrite(grant, batch.document())) return false;
        var cuts = revokes.getOrDefault(grant, List.of());
        return cuts.stream().allMatch(cut -> isWithin(cut, batch))
                || admits.getOrDefault(grant, List.of()).stream().anyMatch(cut -> isWithin(cut, batch));
    }

    /** Whether the grant gives a right to the document, valid or not (MB-5). */
    boolean mayWrite(GrantId id, DocumentName document) {
        return links.grant(id).filter(grant -> mayWrite(id, grant, document)).isPresent();
    }

    private static boolean mayWrite(GrantId id, Statement.Grant grant, DocumentName document) {
        return switch (document) {
            case DocumentName.Cells _ -> grant.role().compareTo(Role.EDIT) >= 0;
            case DocumentName.Comments _ -> grant.role().compareTo(Role.COMMENT) >= 0;
            case DocumentName.Ledger ledger -> ledger.grant().equals(id) && grant.role() != Role.VIEW;
            case DocumentName.Outputs outputs ->
                grant.allows(Flag.HOST) && outputs.session().canBeOf(id);
        };
    }

    /** Decided from the batch alone (MB-3); what the cut does not name is cut at 0. */
    private static boolean isWithin(Cut cut, Header batch) {
        var tips = cut.documents().get(batch.document().text());
        var tip = tips == null ? null : tips.get(batch.actor());
        if (tip == null) return false;
        return batch.lastSeq() < tip.seq()
                || (batch.lastSeq() == tip.seq() && batch.hash().equals(tip.hash()));
    }
}
