package org.anode.schema.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import org.anode.schema.DeviceId;
import org.anode.schema.SessionId;

/**
 * One host's dealing with a request. Requests that name a host or a session have at most one; an open request may have
 * one per side of a partition (EX-1).
 *
 * @param session    where it runs and its outputs are; empty if the host answered without a session
 * @param started    whether the host wrote that it handed the source over
 * @param settled    whether the host wrote how it ended
 * @param count      the session's execution count, once started
 * @param outputsEnd how many output entries the run has, once settled (EX-16)
 */
public record Attempt(
        Optional<SessionId> session,
        DeviceId host,
        RunState state,
        Optional<String> reason,
        boolean started,
        boolean settled,
        OptionalLong count,
        OptionalLong tookMs,
        OptionalLong outputsEnd) {
    /** Whether code may have run: it was started, or it ended in a way that only running gives. */
    public boolean ran() {
        return started || state == RunState.OK || state == RunState.ERROR || state == RunState.LOST;
    }
}
