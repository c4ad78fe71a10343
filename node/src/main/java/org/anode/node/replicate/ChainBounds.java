package org.anode.node.replicate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.identity.Cut;
import org.anode.node.identity.SealedStatement;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;
import org.jspecify.annotations.Nullable;

/** How far an admin's chain of statements counts, and on which branch, by what those of lower rank said of it (MB-2). */
final class ChainBounds {
    private final StatementLinks links;
    private final GrantId admin;
    private final Set<Bytes> raised = new HashSet<>(); // within some admit
    private final Set<Bytes> preferred = new HashSet<>(); // on a branch that one of them names
    private @Nullable Set<Bytes> allowed; // within every revoke; everything if there is none

    ChainBounds(StatementLinks links, GrantId admin, List<Cut> revokes, List<Cut> admits) {
        this.links = links;
        this.admin = admin;
        for (var last : lasts(revokes)) allow(links.chainTo(last));
        for (var last : lasts(admits)) raised.addAll(links.chainTo(last));
        preferred.addAll(raised);
    }

    private static Set<Bytes> lasts(List<Cut> cuts) {
        return cuts.stream().map(Cut::statement).collect(Collectors.toSet());
    }

    private void allow(Set<Bytes> chain) {
        preferred.addAll(chain);
        if (allowed == null) allowed = chain;
        else allowed.retainAll(chain);
    }

    /** Of those that contradict each other the one that a cut names, else the lower hash (SY-5); none beyond a cut. */
    Optional<SealedStatement> after(Bytes previous) {
        return links.after(admin, previous).stream()
                .min(Comparator.comparing((SealedStatement one) -> !preferred.contains(one.hash()))
                        .thenComparing(SealedStatement::hash))
                .filter(chosen -> isWithin(chosen.hash()));
    }

    private boolean isWithin(Bytes statement) {
        return allowed == null || allowed.contains(statement) || raised.contains(statement);
    }
}
