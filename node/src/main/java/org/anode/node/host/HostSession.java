package org.anode.node.host;

import java.util.Objects;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.jspecify.annotations.Nullable;

/** The open session of a host: whether its kernel takes commands, and what runs in it. */
final class HostSession {
    final SessionId id;
    boolean ready;
    boolean superseded;
    RunQueue.@Nullable Ready run;
    long outputsEnd;
    private long usedMs;
    private long count;
    private long startedMs;

    HostSession(SessionId id) {
        this.id = id;
    }

    /** Something was run or asked. */
    void used(long nowMs) {
        usedMs = nowMs;
    }

    /** When it was used for the last time. */
    long usedMs() {
        return usedMs;
    }

    boolean isFree() {
        return ready && run == null;
    }

    boolean isAt(ExecId exec) {
        return run != null && run.request().id().equals(exec);
    }

    /** @return the execution count */
    long start(RunQueue.Ready next, long nowMs) {
        run = next;
        startedMs = nowMs;
        outputsEnd = 0;
        return ++count;
    }

    long runsForMs(long nowMs) {
        return nowMs - startedMs;
    }

    Request finishRun() {
        var finished = Objects.requireNonNull(run).request();
        run = null;
        return finished;
    }
}
