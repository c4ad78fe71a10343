package org.anode.node.doc;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.Refusal;
import org.anode.node.host.Offer;
import org.anode.node.host.Permit;
import org.anode.node.host.Target;
import org.anode.schema.DeviceId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.Attempt;
import org.anode.schema.ledger.Rights;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;

/** Where runs of an open notebook can go, and where each is. Nothing here changes anything. */
final class Places {
    private static final String NOBODY_HERE =
            "No computer that would run it can be reached now; try again when one of the others is there.";
    private static final String NOT_TO_ASK =
            "This computer may edit the notebook, but not ask others to run its cells: ask one of its admins to let it.";
    private static final String WAITS_FOR_HOST = "Waiting for a computer that runs it …";
    private static final String WAITS_FOR_GONE =
            "Waiting for a computer that can not be reached now; it can be run elsewhere.";
    private static final String WAITS_FOR_OWNER = "Waiting for the owner of that computer to let it run …";
    private static final String WAITS_ELSEWHERE = "Waiting for the computer that is to run it …";

    private final Desk desk;
    private final Cells cells;
    private final Ledgers ledgers;
    private HostsHere here = HostsHere.NONE;

    Places(Desk desk, Cells cells, Ledgers ledgers) {
        this.desk = desk;
        this.cells = cells;
        this.ledgers = ledgers;
    }

    /** Others that would run something for this device are looked for there from now on. */
    void see(HostsHere hosts) {
        here = hosts;
    }

    HostsHere here() {
        return here;
    }

    DeviceId me() {
        return desk.identity().device();
    }

    /** What this device would run for another one (EX-18). */
    Optional<Offer> offer(DeviceId to) {
        return ledgers.holder(to).map(desk::permit).flatMap(permit -> switch (permit) {
            case Permit.Granted(var scope) -> Optional.of(scope.equals(SessionView.SCOPE_ALL) ? Offer.ALL : Offer.YOU);
            case Permit.Asks _ -> Optional.of(Offer.ASKS);
            case Permit.Refused _ -> Optional.empty();
        });
    }

    /** What this device, and those that can be reached, would run for it. */
    Map<DeviceId, Offer> offers() {
        return asker().hosts();
    }

    private Target.Asker asker() {
        var settings = HostSettings.of(cells.view());
        var sight = new HashMap<>(here.offers());
        sight.keySet().removeIf(host -> !ledgers.mayAsk(host));
        return new Target.Asker(desk.notebook(), me(), desk.person(), offer(me()), sight, settings.preferred());
    }

    /** The device that what is asked for now would go to; empty while there is none (EX-6). */
    Optional<DeviceId> usualHost() {
        var target = Target.choose(asker(), ledgers.view());
        return target.session()
                .flatMap(ledgers.view()::session)
                .map(SessionView::host)
                .or(target::host);
    }

    /** The devices that have a kernel for this computer's person: its own, or one for all. */
    Set<DeviceId> kernelHosts() {
        return ledgers.view().sessions().stream()
                .filter(session -> session.live() && session.isFor(desk.person()))
                .map(SessionView::host)
                .collect(Collectors.toSet());
    }

    /** The session there that serves this computer's person. */
    Optional<SessionId> session(DeviceId on) {
        return ledgers.view().sessions().stream()
                .filter(session -> session.live()
                        && session.isFor(desk.person())
                        && session.host().equals(on))
                .max(Comparator.comparingLong(SessionView::generation))
                .map(SessionView::id);
    }

    /**
     * Whom a request of now names.
     *
     * @param on the device that is to run it
     * @throws Refusal if nobody would run it
     */
    Target target(Optional<DeviceId> on) {
        var asker = asker();
        if (on.filter(host -> !ledgers.mayAsk(host)).isPresent()) throw new Refusal(NOT_TO_ASK);
        if (on.isPresent()) return Target.on(on.get(), asker, ledgers.view());
        var target = Target.choose(asker, ledgers.view());
        boolean mayWait =
                ledgers.holder(asker.device()).filter(Rights.Holder::run).isPresent();
        if (target.equals(Target.NOBODY) && !mayWait)
            throw new Refusal(desk.noRuns().orElse(NOBODY_HERE));
        return target;
    }

    /** The device that is to run it, or does; empty while none has it. */
    Optional<DeviceId> host(Run run) {
        return run.shown()
                .map(Attempt::host)
                .or(() ->
                        run.request().session().flatMap(ledgers.view()::session).map(SessionView::host))
                .or(() -> run.request().host());
    }

    /** Whether it has not ended, and the computer that is to run it, or does, can not be reached now (EX-9). */
    boolean isGone(Run run) {
        return !run.state().isEnd()
                && host(run)
                        .filter(host -> !host.equals(me()) && !here.heard().contains(host))
                        .isPresent();
    }

    /** What a run waits for that is not this computer's, as a sentence; nothing if it runs. */
    Optional<String> waitsElsewhere(Run run) {
        var host = host(run);
        if (host.isEmpty()) return Optional.of(WAITS_FOR_HOST);
        if (isGone(run)) return Optional.of(WAITS_FOR_GONE);
        if (run.state() == RunState.EXECUTING) return Optional.empty();
        boolean asks = run.state() == RunState.PENDING && here.offers().get(host.get()) == Offer.ASKS;
        return Optional.of(asks ? WAITS_FOR_OWNER : WAITS_ELSEWHERE);
    }
}
