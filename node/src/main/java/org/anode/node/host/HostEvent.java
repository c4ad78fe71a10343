package org.anode.node.host;

import java.util.List;
import java.util.Set;
import org.anode.kernel.KernelEvent;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord;

/** What the host of one notebook is told. */
public sealed interface HostEvent {
    /** A request became known, from this node or another. */
    record RequestMerged(LedgerRecord.Request request, Source source) implements HostEvent {}

    /**
     * This host is to open the session that serves open requests (EX-6). What it is given waits for {@link Released}.
     *
     * @param generation of the session, where there is none
     */
    record Given(long generation, List<RequestMerged> requests) implements HostEvent {
        public Given {
            requests = List.copyOf(requests);
        }
    }

    /**
     * What was given is settled.
     *
     * @param may       start
     * @param elsewhere are another session's
     */
    record Released(Set<ExecId> may, Set<ExecId> elsewhere) implements HostEvent {
        public Released {
            may = Set.copyOf(may);
            elsewhere = Set.copyOf(elsewhere);
        }
    }

    /** What a waiting request means may be known by now. */
    record SourceArrived(ExecId exec, Source source) implements HostEvent {}

    /** A control became known. */
    record ControlMerged(LedgerRecord.Control control) implements HostEvent {}

    /** Somebody with the right to it wants that a run is interrupted, or not begun. */
    record StopAsked(ExecId exec) implements HostEvent {}

    /** Somebody with the right to it wants the session to end. */
    record EndAsked(SessionId session, boolean restart) implements HostEvent {}

    /** The session does not count any more: another one of its scope does (EX-4). */
    record Superseded(SessionId session) implements HostEvent {}

    /** Somebody asked the kernel something besides runs. */
    record Used() implements HostEvent {}

    /** The kernel takes commands. */
    record KernelReady(SessionId session) implements HostEvent {}

    /** The outputs of the running cell are stored, {@code end} of them so far; precedes what ends the run (EX-16). */
    record OutputsStored(ExecId exec, long end) implements HostEvent {}

    /** The kernel finished a run. */
    record RunEnded(SessionId session, ExecId exec, KernelEvent.Status status, long tookMs) implements HostEvent {}

    /**
     * The kernel is gone, or never came.
     *
     * @param reason a sentence for people
     */
    record KernelDied(SessionId session, String reason) implements HostEvent {}

    /** The node stops; nothing of this host outlives it. */
    record NodeStopping() implements HostEvent {}

    /** Time passed. */
    record Ticked() implements HostEvent {}
}
