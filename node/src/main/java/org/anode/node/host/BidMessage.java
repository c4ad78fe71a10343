package org.anode.node.host;

import java.util.Map;
import java.util.Set;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** What hosts say to each other about the session that is to serve open requests of one person (EX-6). */
public sealed interface BidMessage {
    /** What the sender knows: every message carries it. */
    Known known();

    /** I would open the session of this generation. */
    record Bid(long generation, Known known) implements BidMessage {}

    /** I have heard your bid, and this is what I know. */
    record Ack(long generation, Known known) implements BidMessage {}

    /** My session was given these; tell me once you have the records of that. */
    record Given(SessionId session, Set<ExecId> execs, Known known) implements BidMessage {
        public Given {
            execs = Set.copyOf(execs);
        }
    }

    /**
     * I have the record of that session, and that these were given to it.
     *
     * @param elsewhere those of them that are another session's, by what is known here
     */
    record Stored(SessionId session, Set<ExecId> execs, Set<ExecId> elsewhere, Known known) implements BidMessage {
        public Stored {
            execs = Set.copyOf(execs);
            elsewhere = Set.copyOf(elsewhere);
        }
    }

    /** A session that has not ended, as far as is known. */
    record Held(DeviceId host, long generation) {}

    /**
     * What is known of those who serve that person.
     *
     * @param top      the highest generation in any bid or session
     * @param bidders  who bid for that generation
     * @param sessions that have not ended
     */
    record Known(long top, Set<DeviceId> bidders, Map<SessionId, Held> sessions) {
        public Known {
            bidders = Set.copyOf(bidders);
            sessions = Map.copyOf(sessions);
        }
    }
}
