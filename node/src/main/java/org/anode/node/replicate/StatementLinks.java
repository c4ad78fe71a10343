package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;

/** What follows what among the statements of a members log, and who gave which grant to whom. Nothing of what counts. */
final class StatementLinks {
    private final Map<Bytes, SealedStatement> known = new HashMap<>();
    private final Map<Place, List<SealedStatement>> next = new HashMap<>();
    private final Map<GrantId, Integer> ranks = new HashMap<>();

    /** Where a statement goes in its issuer's chain; two in one place contradict each other. */
    private record Place(GrantId issuer, Bytes previous) {}

    StatementLinks(Collection<SealedStatement> statements) {
        for (var sealed : statements) {
            known.put(sealed.hash(), sealed);
            var statement = sealed.statement();
            statement
                    .issuer()
                    .map(issuer -> new Place(issuer, statement.previous()))
                    .ifPresent(place ->
                            next.computeIfAbsent(place, _ -> new ArrayList<>()).add(sealed));
        }
    }

    Optional<SealedStatement> find(Bytes hash) {
        return Optional.ofNullable(known.get(hash));
    }

    Stream<SealedStatement> grants() {
        return known.values().stream().filter(one -> one.statement().body() instanceof Statement.Grant);
    }

    Optional<Statement.Grant> grant(GrantId id) {
        return find(id.value())
                .map(one -> one.statement().body())
                .filter(Statement.Grant.class::isInstance)
                .map(Statement.Grant.class::cast);
    }

    boolean isAdmins(GrantId grant) {
        return grant(grant).filter(found -> found.role() == Role.ADMIN).isPresent();
    }

    /** 0 for the root, else one more than its issuer's (MB-2). */
    int rank(GrantId grant) {
        var path = new ArrayList<GrantId>(); // as long as the log, if each let in but one
        Optional<GrantId> at = Optional.of(grant);
        while (at.isPresent() && !ranks.containsKey(at.get())) {
            path.add(at.get());
            at = find(at.get().value()).flatMap(one -> one.statement().issuer());
        }
        int rank = at.map(ranks::get).orElse(-1);
        for (var below : path.reversed()) ranks.put(below, ++rank);
        return Objects.requireNonNull(ranks.get(grant));
    }

    /** Those that name {@code previous} as the one before them. */
    List<SealedStatement> after(GrantId issuer, Bytes previous) {
        return next.getOrDefault(new Place(issuer, previous), List.of());
    }

    /** The statement and all before it in its chain; empty if it is not known. */
    Set<Bytes> chainTo(Bytes last) {
        var chain = new HashSet<Bytes>();
        var at = find(last);
        while (at.isPresent() && chain.add(at.get().hash()))
            at = find(at.get().statement().previous());
        return chain;
    }
}
