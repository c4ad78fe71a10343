package org.anode.schema.ledger;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.anode.schema.DeviceId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.anode.schema.ledger.Rights.Holder;

/** Derives a run from its facts and the sessions they name (EX-1, EX-7, EX-11, EX-12, EX-19). */
final class RunRules {
    private static final String CANCELLED = "cancelled before it started";
    private static final String BATCH_FAILED = "an earlier cell of the same run failed";
    private static final String SESSION_ENDED = "the session ended before it started";
    private static final String SESSION_LOST = "the session ended while it ran";

    /** The order in which attempts win: by how far they came, then by the lowest session (EX-1). */
    private static final Comparator<Attempt> WINNER = Comparator.comparingInt(RunRules::rank)
            .reversed()
            .thenComparing(a -> a.session().map(SessionId::value).orElse("~"));

    private final Rights rights;
    private final Function<SessionId, Optional<SessionView>> sessions;

    /** @param sessions answers with the sessions that count */
    RunRules(Rights rights, Function<SessionId, Optional<SessionView>> sessions) {
        this.rights = rights;
        this.sessions = sessions;
    }

    /** Empty while no request that counts is known. */
    Optional<Run> derive(RunFacts facts, Predicate<Run> batchFailed) {
        return facts.requests.entrySet().stream()
                .filter(e -> counts(e.getKey(), e.getValue()))
                .findFirst()
                .map(e -> run(e.getKey(), e.getValue(), facts, batchFailed));
    }

    private boolean counts(LedgerId author, Request request) {
        return rights.holder(author.grant())
                .filter(Holder::edit)
                .filter(h -> h.run() || asksOwnScope(h, request))
                .isPresent();
    }

    private boolean asksOwnScope(Holder holder, Request request) {
        if (request.session().isPresent())
            return sessions.apply(request.session().get())
                    .map(s -> isOwn(holder, s))
                    .orElse(true);
        return request.host()
                .map(d -> rights.personOf(d).filter(holder.person()::equals).isPresent())
                .orElse(true);
    }

    private static boolean isOwn(Holder holder, SessionView session) {
        return session.scope().equals(SessionView.scopeOf(holder.person()));
    }

    private Run run(LedgerId author, Request request, RunFacts facts, Predicate<Run> batchFailed) {
        var requester = rights.holder(author.grant()).orElseThrow();
        var attempts =
                attempts(author, request, requester, facts).sorted(WINNER).toList();
        var shown = attempts.stream().findFirst();
        var also = attempts.stream().skip(1).filter(Attempt::ran).toList();
        var asked = mayInterfere(facts, ControlKind.INTERRUPT, requester);
        var state = shown.map(Attempt::state).orElse(RunState.PENDING);
        var run = new Run(request, author, requester, state, shown.flatMap(Attempt::reason), shown, also, asked);
        return stopped(run, facts, batchFailed).map(why -> cancelled(run, why)).orElse(run);
    }

    /** Why a run that did not start never will. */
    private Optional<String> stopped(Run run, RunFacts facts, Predicate<Run> batchFailed) {
        if (run.state() != RunState.PENDING && run.state() != RunState.ASSIGNED) return Optional.empty();
        if (mayInterfere(facts, ControlKind.CANCEL, run.requester())) return Optional.of(CANCELLED);
        return batchFailed.test(run) ? Optional.of(BATCH_FAILED) : Optional.empty();
    }

    private static Run cancelled(Run run, String why) {
        return new Run(
                run.request(),
                run.author(),
                run.requester(),
                RunState.CANCELLED,
                Optional.of(why),
                run.shown(),
                run.alsoRan(),
                run.interruptAsked());
    }

    /** One's own runs with the right to edit, others' with the right to run (EX-19). */
    private boolean mayInterfere(RunFacts facts, ControlKind kind, Holder requester) {
        return facts.asked.stream()
                .filter(a -> a.kind() == kind)
                .flatMap(a -> rights.holder(a.by()).stream())
                .anyMatch(h -> h.run() || (h.edit() && h.person().equals(requester.person())));
    }

    private Stream<Attempt> attempts(LedgerId author, Request request, Holder requester, RunFacts facts) {
        if (request.origin().isPresent()) return fromFile(author, request, requester, facts);
        if (request.session().isPresent())
            return sessions.apply(request.session().get()).map(s -> attempt(s, facts)).stream();
        return Stream.concat(
                named(facts).filter(s -> serves(s, request, requester)).map(s -> attempt(s, facts)),
                refusal(request, facts));
    }

    /** A run that came with a file is whatever its own ledger says of it; it needs no right to host (VIEW-4). */
    private static Stream<Attempt> fromFile(LedgerId author, Request request, Holder importer, RunFacts facts) {
        var start = Optional.ofNullable(facts.starts.get(author));
        var session = request.session().or(() -> start.map(Started::session));
        return Optional.ofNullable(facts.finishes.get(author)).stream().map(f -> settled(session, importer, start, f));
    }

    /** The sessions that hold an assignment of this request. */
    private Stream<SessionView> named(RunFacts facts) {
        return facts.assignments.entrySet().stream()
                .flatMap(e ->
                        sessions
                                .apply(e.getValue().session())
                                .filter(s -> s.ledger().equals(e.getKey()))
                                .stream());
    }

    private static boolean serves(SessionView session, Request request, Holder requester) {
        if (request.host().isPresent())
            return session.host().equals(request.host().get());
        return requester.run() || isOwn(requester, session);
    }

    /** The named host's answer where no session came of it: a refusal, a failed launch (EX-13, EX-18). */
    private Stream<Attempt> refusal(Request request, RunFacts facts) {
        if (request.host().isEmpty()) return Stream.empty();
        return facts.finishes.entrySet().stream()
                .filter(e -> !isAssigned(e.getKey(), facts))
                .flatMap(e -> rights
                        .holder(e.getKey().grant())
                        .filter(Holder::host)
                        .filter(h -> h.device().equals(request.host().get()))
                        .map(h -> settled(Optional.empty(), h, Optional.empty(), e.getValue()))
                        .stream())
                .limit(1);
    }

    /** Whether a finish in {@code ledger} speaks of an assignment, its own or one of an earlier start. */
    private static boolean isAssigned(LedgerId ledger, RunFacts facts) {
        return facts.assignments.keySet().stream().anyMatch(a -> a.equals(ledger) || ledger.isLaterStartOf(a));
    }

    private Attempt attempt(SessionView session, RunFacts facts) {
        var start = facts.startIn(session.ledger(), session.id());
        return facts.finishFor(session.ledger())
                .map(f -> settled(Optional.of(session.id()), session.host(), start, f))
                .orElseGet(() -> unsettled(session, start));
    }

    private static Attempt settled(
            Optional<SessionId> session, Holder holder, Optional<Started> start, Finished finish) {
        return settled(session, holder.device(), start, finish);
    }

    private static Attempt settled(
            Optional<SessionId> session, DeviceId host, Optional<Started> start, Finished finish) {
        return new Attempt(
                session,
                host,
                RunState.of(finish.state()),
                finish.reason(),
                start.isPresent(),
                true,
                count(start),
                finish.tookMs(),
                OptionalLong.of(finish.outputsEnd()));
    }

    /** No cell stays "executing" or "assigned" for ever: the end of its session settles it in every view (EX-7). */
    private static Attempt unsettled(SessionView session, Optional<Started> start) {
        var state = start.isPresent() ? RunState.EXECUTING : RunState.ASSIGNED;
        if (!session.live()) state = start.isPresent() ? RunState.LOST : RunState.CANCELLED;
        return new Attempt(
                Optional.of(session.id()),
                session.host(),
                state,
                session.ended().map(why -> (start.isPresent() ? SESSION_LOST : SESSION_ENDED) + ": " + why),
                start.isPresent(),
                false,
                count(start),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static OptionalLong count(Optional<Started> start) {
        return start.map(s -> OptionalLong.of(s.count())).orElse(OptionalLong.empty());
    }

    private static int rank(Attempt attempt) {
        if (attempt.state() == RunState.EXECUTING) return 2;
        if (attempt.state() == RunState.ASSIGNED) return 1;
        return attempt.ran() ? 3 : 0;
    }
}
