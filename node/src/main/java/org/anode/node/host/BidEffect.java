package org.anode.node.host;

import java.util.Set;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** What a bidder wants done, in this order. */
public sealed interface BidEffect {
    /** Must be written before what follows is said. */
    record WriteBid(long generation) implements BidEffect {}

    record Say(DeviceId to, BidMessage message) implements BidEffect {}

    /** Open a session of this generation, and assign these to it, in one synced change; none of them starts yet. */
    record Open(long generation, Set<ExecId> execs) implements BidEffect {
        public Open {
            execs = Set.copyOf(execs);
        }
    }

    /** Assign these to the session, in one change; none of them starts yet. */
    record Assign(SessionId session, Set<ExecId> execs) implements BidEffect {
        public Assign {
            execs = Set.copyOf(execs);
        }
    }

    /**
     * What was assigned is settled: everybody who can be reached has the record.
     *
     * @param execs     may start
     * @param elsewhere must not: another session has them
     */
    record Release(SessionId session, Set<ExecId> execs, Set<ExecId> elsewhere) implements BidEffect {
        public Release {
            execs = Set.copyOf(execs);
            elsewhere = Set.copyOf(elsewhere);
        }
    }
}
