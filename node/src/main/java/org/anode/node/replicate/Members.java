package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * The members log of one notebook: a chain of signed statements for each admin grant, and the rights that follow from
 * it, whatever the order in which the statements came (MB-1, MB-2). Of statements it evaluates the grants; the others
 * are kept and passed on. Pure; belongs to one thread.
 */
public final class Members implements Admission {
    /** Statements of a notebook: a busy one has a few hundred, and a hostile admin shall not fill the disk. */
    public static final int STATEMENTS_MAX = 10_000;

    private final NotebookId notebook;
    private final Map<Bytes, SealedStatement> statements = new LinkedHashMap<>();
    private final Map<Link, List<SealedStatement>> next = new HashMap<>();
    private Set<GrantId> valid = Set.of();
    private Set<DeviceId> live = Set.of();
    private Bytes digest = Bytes.EMPTY;

    /** The place a statement takes in its issuer's chain; two at one place contradict each other. */
    private record Link(GrantId issuer, Bytes previous) {}

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
        if (!root.notebook().equals(notebook)) throw new IllegalArgumentException("root of another notebook");
        this.notebook = notebook;
        statements.put(root.hash(), root);
        evaluate();
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
        next.computeIfAbsent(new Link(issuer, statement.previous()), _ -> new ArrayList<>())
                .add(sealed);
        return new Taken.New(sealed);
    }

    private boolean follows(Statement statement) {
        if (statement.previous().equals(Statement.NO_PREVIOUS)) return true;
        var before = statements.get(statement.previous());
        return before != null
                && before.statement().issuer().equals(statement.issuer())
                && before.statement().seq() == statement.seq() - 1;
    }

    /** By ascending rank: an admin's statements count if its own grant does (MB-2). */
    private void evaluate() {
        var found = new HashSet<GrantId>();
        var open = new ArrayList<GrantId>(List.of(new GrantId(notebook.value())));
        while (!open.isEmpty()) {
            var grant = open.removeLast();
            found.add(grant);
            if (grant(grant).filter(g -> g.role() == Role.ADMIN).isPresent()) open.addAll(grantsBy(grant));
        }
        valid = found;
        digest = Bytes.concat(new TreeSet<>(statements.keySet()).toArray(Bytes[]::new))
                .sha256();
        live = new HashSet<>();
        for (var grant : found) live.add(device(grant(grant).orElseThrow()));
    }

    /** The grants on the branch of the issuer's chain that counts: where it forks, the lower hash (SY-5). */
    private List<GrantId> grantsBy(GrantId issuer) {
        var found = new ArrayList<GrantId>();
        var at = Statement.NO_PREVIOUS;
        while (true) {
            var siblings = next.getOrDefault(new Link(issuer, at), List.of());
            var chosen = siblings.stream().min(Comparator.comparing(SealedStatement::hash));
            if (chosen.isEmpty()) return found;
            at = chosen.get().hash();
            if (chosen.get().statement().body() instanceof Statement.Grant) found.add(new GrantId(at));
        }
    }

    private static DeviceId device(Statement.Grant grant) {
        return new DeviceId(grant.deviceKey().sha256());
    }

    /** The grants that count, by id. */
    public List<GrantId> grants() {
        return valid.stream().sorted().toList();
    }

    /** What the grant gives, whether it counts or not. */
    public Optional<Statement.Grant> grant(GrantId id) {
        var sealed = statements.get(id.value());
        return sealed != null && sealed.statement().body() instanceof Statement.Grant grant
                ? Optional.of(grant)
                : Optional.empty();
    }

    /** The last statement of the issuer's branch that counts, and its number; what its next statement follows. */
    public Optional<SealedStatement> last(GrantId issuer) {
        Optional<SealedStatement> last = Optional.empty();
        var at = Statement.NO_PREVIOUS;
        while (true) {
            var chosen = next.getOrDefault(new Link(issuer, at), List.of()).stream()
                    .min(Comparator.comparing(SealedStatement::hash));
            if (chosen.isEmpty()) return last;
            last = chosen;
            at = chosen.get().hash();
        }
    }

    /** What the issuer states next: after the last statement of its branch that counts. */
    public Statement following(GrantId issuer, Statement.Body body) {
        var last = last(issuer);
        return new Statement(
                Optional.of(issuer),
                last.map(before -> before.statement().seq()).orElse(0L) + 1,
                last.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS),
                body);
    }

    /** Whether the grant counts. */
    public boolean isValid(GrantId grant) {
        return valid.contains(grant);
    }

    /** Whether the grant counts and lets its device let in others. */
    public boolean isAdmin(GrantId grant) {
        return isValid(grant)
                && grant(grant).filter(g -> g.role() == Role.ADMIN).isPresent();
    }

    /** Those that have a grant that counts, by id. */
    public List<DeviceId> devices() {
        return live.stream().sorted().toList();
    }

    /** Of the grants that count and are the device's the one of the highest role.
     *
     * @throws java.util.NoSuchElementException if it has none
     */
    public Statement.Grant strongest(DeviceId device) {
        return grantsOf(device).stream()
                .map(id -> grant(id).orElseThrow())
                .max(Comparator.comparing(Statement.Grant::role))
                .orElseThrow();
    }

    /** The grants that count and are this device's. */
    public List<GrantId> grantsOf(DeviceId device) {
        return valid.stream()
                .filter(id -> grant(id).filter(g -> device(g).equals(device)).isPresent())
                .sorted()
                .toList();
    }

    @Override
    public Optional<Bytes> deviceKey(GrantId grant) {
        return grant(grant).map(Statement.Grant::deviceKey);
    }

    @Override
    public boolean admits(Header batch) {
        return valid.contains(batch.grant())
                && grant(batch.grant())
                        .filter(grant -> mayWrite(batch.grant(), grant, batch.document()))
                        .isPresent();
    }

    private static boolean mayWrite(GrantId id, Statement.Grant grant, DocumentName document) {
        return switch (document) {
            case DocumentName.Cells _ -> grant.role().compareTo(Role.EDIT) >= 0;
            case DocumentName.Comments _ -> grant.role().compareTo(Role.COMMENT) >= 0;
            case DocumentName.Ledger ledger -> ledger.grant().equals(id) && grant.role() != Role.VIEW;
            case DocumentName.Outputs _ -> grant.flags().contains(Flag.HOST);
        };
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
            if (issuer.isPresent() && !next.containsKey(new Link(issuer.get(), sealed.hash())))
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

    public int size() {
        return statements.size();
    }
}
