package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anode.node.identity.Flag;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * The members log of one notebook: a chain of signed statements for each admin grant, and the rights that follow from
 * it, whatever the order in which the statements came (MB-1, MB-2). What counts for nothing is kept and passed on all the
 * same: others may have built on it. Pure; belongs to one thread.
 */
public final class Members implements Admission {
    /** Statements of a notebook: a busy one has a few hundred, and a hostile admin shall not fill the disk. */
    public static final int STATEMENTS_MAX = 10_000;

    private final NotebookId notebook;
    private final Function<Collection<SealedStatement>, Standing> evaluation;
    private final Map<Bytes, SealedStatement> statements = new LinkedHashMap<>();
    private final Set<Bytes> followed = new HashSet<>();
    private Standing standing;
    private Set<DeviceId> live = Set.of();
    private Bytes digest = Bytes.EMPTY;

    /** What {@link #take} makes of a statement. */
    public sealed interface Taken {
        /** Store it and pass it on. */
        record New(SealedStatement statement) implements Taken {}

        /** It is here already. */
        record Known() implements Taken {}

        /** Its issuer, or the one before it, is not here; it comes again in an order that fits. */
        record Unplaced() implements Taken {}

        /** Drop it, count it, show it. */
        record Malformed(String reason) implements Taken {}
    }

    /** The last statement of a branch of an issuer's chain. */
    public record Tip(GrantId issuer, long seq, Bytes hash) {}

    /** @param root as it is stored: {@link org.anode.node.identity.RootStatement#open} found it to be this notebook's */
    public Members(NotebookId notebook, Bytes root) {
        this(notebook, decoded(root));
    }

    public Members(NotebookId notebook, SealedStatement root) {
        this(notebook, root, Standing::of);
    }

    /** @param evaluation what follows from the statements; {@link Standing#of} in every node */
    public Members(
            NotebookId notebook, SealedStatement root, Function<Collection<SealedStatement>, Standing> evaluation) {
        if (!root.notebook().equals(notebook)) throw new IllegalArgumentException("root of another notebook");
        this.notebook = notebook;
        this.evaluation = evaluation;
        statements.put(root.hash(), root);
        standing = evaluation.apply(statements.values());
        evaluated();
    }

    /**
     * The log of a notebook that is kept here.
     *
     * @param statements as they are stored: the root first
     */
    public static Members stored(NotebookId notebook, List<Bytes> statements) {
        var members = new Members(notebook, statements.getFirst());
        var _ = members.takeAll(statements.subList(1, statements.size())); // they were judged when they came
        return members;
    }

    private static SealedStatement decoded(Bytes root) {
        return switch (StatementCodec.decode(root)) {
            case Parsed.Ok<SealedStatement>(var sealed) -> sealed;
            case Parsed.Malformed<SealedStatement>(var reason) -> throw new IllegalArgumentException(reason);
        };
    }

    public NotebookId notebook() {
        return notebook;
    }

    /** A statement from a peer or the disk: well-formed, signed by an admin's grant, next in its chain, or refused. */
    public Taken take(Bytes encoded) {
        var taken = place(encoded);
        if (taken instanceof Taken.New) evaluate();
        return taken;
    }

    /** Many at once, in this order: what follows from them is evaluated once. */
    public List<Taken> takeAll(List<Bytes> encoded) {
        var taken = encoded.stream().map(this::place).toList();
        evaluate();
        return taken;
    }

    private Taken place(Bytes encoded) {
        return switch (StatementCodec.decode(encoded)) {
            case Parsed.Malformed<SealedStatement>(var reason) -> new Taken.Malformed(reason);
            case Parsed.Ok<SealedStatement>(var sealed) -> place(sealed);
        };
    }

    private Taken place(SealedStatement sealed) {
        if (statements.containsKey(sealed.hash())) return new Taken.Known();
        var statement = sealed.statement();
        if (statement.isRoot()) return new Taken.Malformed("the root of another notebook");
        var issuer = statement.issuer().orElseThrow();
        var grant = grant(issuer);
        if (grant.isEmpty() || !follows(statement)) return new Taken.Unplaced();
        if (grant.get().role() != Role.ADMIN) return new Taken.Malformed("a statement by no admin");
        if (!sealed.signedBy(grant.get().deviceKey())) return new Taken.Malformed("a statement with a wrong signature");
        if (statements.size() >= STATEMENTS_MAX) return new Taken.Malformed("more than 10 000 statements");
        statements.put(sealed.hash(), sealed);
        followed.add(statement.previous());
        return new Taken.New(sealed);
    }

    private boolean follows(Statement statement) {
        if (statement.previous().equals(Statement.NO_PREVIOUS)) return true;
        var before = statements.get(statement.previous());
        return before != null
                && before.statement().issuer().equals(statement.issuer())
                && before.statement().seq() == statement.seq() - 1;
    }

    private void evaluate() {
        standing = evaluation.apply(statements.values());
        evaluated();
    }

    private void evaluated() {
        digest = Bytes.concat(new TreeSet<>(statements.keySet()).toArray(Bytes[]::new))
                .sha256();
        live = standing.live().stream()
                .flatMap(id -> standing.device(id).stream())
                .collect(Collectors.toSet());
    }

    /** What follows from the statements that are here. */
    public Standing standing() {
        return standing;
    }

    /** The grants that count, revoked or not, by id. */
    public List<GrantId> grants() {
        return standing.valid().stream().sorted().toList();
    }

    /** What the grant gives, whether it counts or not. */
    public Optional<Statement.Grant> grant(GrantId id) {
        var sealed = statements.get(id.value());
        return sealed != null && sealed.statement().body() instanceof Statement.Grant grant
                ? Optional.of(grant)
                : Optional.empty();
    }

    /** What the issuer states next: after the last statement of its branch that counts. */
    public Statement following(GrantId issuer, Statement.Body body) {
        var last = standing.last(issuer);
        return new Statement(
                Optional.of(issuer),
                last.map(before -> before.statement().seq()).orElse(0L) + 1,
                last.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS),
                body);
    }

    /** Whether the grant counts, revoked or not. */
    public boolean isValid(GrantId grant) {
        return standing.isValid(grant);
    }

    /** Whether the grant counts and nobody revoked it. */
    public boolean isLive(GrantId grant) {
        return standing.isLive(grant);
    }

    /** Whether the grant lets its device let in others now. */
    public boolean isAdmin(GrantId grant) {
        return isLive(grant) && grant(grant).filter(g -> g.role() == Role.ADMIN).isPresent();
    }

    /** Those that have a live grant, by id. */
    public List<DeviceId> devices() {
        return live.stream().sorted().toList();
    }

    /**
     * Of the device's live grants the one of the highest role.
     *
     * @throws java.util.NoSuchElementException if it has none
     */
    public Statement.Grant strongest(DeviceId device) {
        return grant(strongestOf(device).orElseThrow()).orElseThrow();
    }

    /** Of the device's live grants the one of the highest role, then of the most flags, then of the lowest rank. */
    public Optional<GrantId> strongestOf(DeviceId device) {
        return grantsOf(device).stream()
                .min(Comparator.comparingInt(this::order).thenComparingInt(standing::rank));
    }

    private int order(GrantId grant) {
        var found = grant(grant).orElseThrow();
        return -(found.role().code() * (Flag.values().length + 1)
                + found.flags().size());
    }

    /** The device's live admin grant of the lowest rank, by which it says who may take part. */
    public Optional<GrantId> adminGrantOf(DeviceId device) {
        return grantsOf(device).stream().filter(this::isAdmin).min(byRank());
    }

    /** Of known grants; then by id. */
    public Comparator<GrantId> byRank() {
        return Comparator.comparingInt(standing::rank).thenComparing(Comparator.naturalOrder());
    }

    /** Whose the device is, or was: by the first of its live grants, else of those that were revoked. */
    public Optional<PersonId> person(DeviceId device) {
        return standing.valid().stream()
                .filter(id -> isOf(id, device))
                .min(Comparator.comparing((GrantId id) -> !standing.isLive(id)).thenComparing(byRank()))
                .flatMap(this::grant)
                .map(Statement.Grant::person);
    }

    /** How many grants that count were given to that person, revoked or not. */
    public long grantsOfPerson(PersonId person) {
        return standing.valid().stream()
                .flatMap(id -> grant(id).stream())
                .filter(grant -> grant.person().equals(person))
                .count();
    }

    /** The device's grants that count and were revoked, by id. */
    public List<GrantId> revokedOf(DeviceId device) {
        return standing.valid().stream()
                .filter(id -> !standing.isLive(id) && isOf(id, device))
                .sorted()
                .toList();
    }

    /** The devices that had a grant that counts and have no live one, by id. */
    public List<DeviceId> removed() {
        return standing.removed().stream()
                .flatMap(id -> standing.device(id).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether one of the device's live grants lets it write all of these documents. */
    public boolean mayWrite(DeviceId device, Collection<String> documents) {
        return grantsOf(device).stream()
                .anyMatch(grant -> documents.stream()
                        .map(DocumentName::parse)
                        .allMatch(document -> standing.mayWrite(grant, document)));
    }

    /** Whether the device ever had a grant that counts, revoked or not. */
    public boolean wasMember(DeviceId device) {
        return standing.valid().stream().anyMatch(id -> isOf(id, device));
    }

    /** The device's live grants, by id. */
    public List<GrantId> grantsOf(DeviceId device) {
        return standing.live().stream().filter(id -> isOf(id, device)).sorted().toList();
    }

    private boolean isOf(GrantId id, DeviceId device) {
        return standing.device(id).filter(device::equals).isPresent();
    }

    @Override
    public Optional<Bytes> deviceKey(GrantId grant) {
        return grant(grant).map(Statement.Grant::deviceKey);
    }

    @Override
    public boolean admits(Header batch) {
        return standing.admits(batch);
    }

    /** The batches on whose branches is what counts (SY-5). */
    Set<BatchHash> named() {
        return standing.named();
    }

    @Override
    public boolean isLive(DeviceId device) {
        return live.contains(device);
    }

    /** Equal for equal logs, in whatever order they came. */
    Bytes digest() {
        return digest;
    }

    /** The last statement of each branch; the root, which everybody has, is none. */
    List<Tip> tips() {
        var found = new ArrayList<Tip>();
        for (var sealed : statements.values()) {
            var issuer = sealed.statement().issuer();
            if (issuer.isPresent() && !followed.contains(sealed.hash()))
                found.add(new Tip(issuer.get(), sealed.statement().seq(), sealed.hash()));
        }
        return found;
    }

    /**
     * What somebody lacks whose tips these are, each after what it needs. Of an issuer of whom they are further than
     * this node, with what is not here, nothing: once that came, it shows what they lack. Where they are not further,
     * what is not here is another branch, and they get this one from its beginning.
     */
    List<Bytes> lacking(List<Tip> theirs) {
        var covered = new HashSet<Bytes>();
        for (var tip : theirs) {
            for (var at = statements.get(tip.hash());
                    at != null;
                    at = statements.get(at.statement().previous())) if (!covered.add(at.hash())) break;
        }
        var ahead = theirs.stream().filter(this::isAhead).map(Tip::issuer).collect(Collectors.toSet());
        return statements.values().stream()
                .filter(known -> known.statement()
                        .issuer()
                        .filter(i -> !ahead.contains(i))
                        .isPresent())
                .filter(known -> !covered.contains(known.hash()))
                .map(SealedStatement::encoded)
                .toList();
    }

    private boolean isAhead(Tip tip) {
        return !statements.containsKey(tip.hash())
                && tips().stream().noneMatch(mine -> mine.issuer().equals(tip.issuer()) && mine.seq() >= tip.seq());
    }

    /** All of them, encoded, each after what it needs: the root first. */
    public List<Bytes> statements() {
        return statements.values().stream().map(SealedStatement::encoded).toList();
    }

    /** This statement and all that a reader needs to take it, each after what it needs: the root first. */
    public List<Bytes> leadingTo(Bytes hash) {
        var needed = new HashSet<Bytes>();
        for (var at = statements.get(hash); at != null && needed.add(at.hash()); ) {
            var statement = at.statement();
            boolean first = statement.previous().equals(Statement.NO_PREVIOUS);
            at = first
                    ? statement.issuer().map(i -> statements.get(i.value())).orElse(null)
                    : statements.get(statement.previous());
        }
        return statements.values().stream()
                .filter(known -> needed.contains(known.hash()))
                .map(SealedStatement::encoded)
                .toList();
    }

    /** What a device that was removed needs to see that it was, and by whom; empty for any other. */
    public List<Bytes> farewell(DeviceId device) {
        if (live.contains(device)) return List.of();
        var gone = revokedOf(device);
        var revokes = statements.values().stream()
                .filter(one -> standing.counts(one.hash()))
                .filter(one ->
                        one.statement().body() instanceof Statement.Revoke(var grant, var _) && gone.contains(grant))
                .map(SealedStatement::hash)
                .toList();
        return revokes.stream()
                .flatMap(hash -> leadingTo(hash).stream())
                .distinct()
                .toList();
    }

    public int size() {
        return statements.size();
    }
}
