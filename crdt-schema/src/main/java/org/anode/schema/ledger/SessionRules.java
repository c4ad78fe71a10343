package org.anode.schema.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.schema.GrantId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.Rights.Holder;

/** Derives a session from its facts (EX-4, EX-19). */
final class SessionRules {
    private static final String STARTED_AGAIN = "the computer it ran on was started again";
    private static final String REVOKED = "the computer it ran on was removed from the notebook";

    private final Rights rights;
    private final Map<GrantId, Long> latestStart;

    SessionRules(Rights rights, Map<GrantId, Long> latestStart) {
        this.rights = rights;
        this.latestStart = latestStart;
    }

    /** Empty while no ledger that may host holds it. */
    Optional<SessionView> derive(SessionId id, SessionFacts facts) {
        return facts.opens.entrySet().stream()
                .filter(e ->
                        id.canBeOf(e.getKey().grant()) && mayHost(e.getKey().grant()))
                .findFirst()
                .map(e -> view(id, e.getKey(), e.getValue(), facts));
    }

    /**
     * The restarts and shutdowns that count: asked by who may run, or, for a session of one's own, by its owner
     * (VIEW-5).
     */
    Set<ControlKind> asked(SessionView session, SessionFacts facts) {
        return facts.asked.stream()
                .filter(a -> a.kind() != ControlKind.DROPPED)
                .filter(a -> rights.holder(a.by())
                        .filter(h -> h.run() || (h.edit() && session.scope().equals(SessionView.scopeOf(h.person()))))
                        .isPresent())
                .map(SessionFacts.Asked::kind)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean mayHost(GrantId grant) {
        return rights.holder(grant).filter(Holder::host).isPresent();
    }

    private SessionView view(SessionId id, LedgerId ledger, Session session, SessionFacts facts) {
        var holder = rights.holder(ledger.grant()).orElseThrow();
        var written = RunFacts.ownOrLater(facts.ends, ledger).map(Ended::reason);
        return new SessionView(
                id,
                ledger,
                holder.device(),
                session.scope(),
                session.generation(),
                session.spec(),
                session.serves(),
                written.or(() -> outlived(ledger, holder)),
                written.isPresent(),
                isDropped(ledger, holder, facts));
    }

    private Optional<String> outlived(LedgerId ledger, Holder holder) {
        if (latestStart.getOrDefault(ledger.grant(), 0L) > ledger.start().number()) return Optional.of(STARTED_AGAIN);
        return holder.revoked() ? Optional.of(REVOKED) : Optional.empty();
    }

    private boolean isDropped(LedgerId ledger, Holder holder, SessionFacts facts) {
        return facts.asked.stream()
                .filter(a -> a.kind() == ControlKind.DROPPED)
                .anyMatch(a -> a.by().equals(ledger.grant()) || (holder.revoked() && isAdmin(a.by())));
    }

    private boolean isAdmin(GrantId grant) {
        return rights.holder(grant).filter(Holder::admin).isPresent();
    }
}
