package org.anode.schema.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Request;

/**
 * A request and what came of it, as every replica with the same ledgers sees it.
 *
 * @param author         the ledger the request stands in
 * @param requester      who asked
 * @param reason         a sentence for people where the state alone does not say it
 * @param shown          the attempt that won (EX-1)
 * @param alsoRan        the other attempts that ran ("also ran on …"), lowest session first
 * @param interruptAsked somebody with the right asked to interrupt it (EX-11)
 */
public record Run(
        Request request,
        LedgerId author,
        Rights.Holder requester,
        RunState state,
        Optional<String> reason,
        Optional<Attempt> shown,
        List<Attempt> alsoRan,
        boolean interruptAsked) {
    public Run {
        alsoRan = List.copyOf(alsoRan);
    }

    public ExecId exec() {
        return request.id();
    }

    public CellId cell() {
        return request.cell();
    }

    /** The session whose outputs document holds its outputs. */
    public Optional<SessionId> session() {
        return shown.flatMap(Attempt::session);
    }

    /** The host that dealt with it; empty while nobody did. */
    public Optional<DeviceId> ranOn() {
        return shown.filter(Attempt::ran).map(Attempt::host);
    }

    /** The execution count, once started. */
    public OptionalLong count() {
        return shown.map(Attempt::count).orElse(OptionalLong.empty());
    }

    public OptionalLong tookMs() {
        return shown.map(Attempt::tookMs).orElse(OptionalLong.empty());
    }

    public OptionalLong outputsEnd() {
        return shown.map(Attempt::outputsEnd).orElse(OptionalLong.empty());
    }
}
