package org.anode.node.host;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** What a bidder is told. */
public sealed interface BidEvent {
    /** The members with the right to host that were heard within {@link BidMachine#SILENT_MS}, without this one. */
    record Reached(Set<DeviceId> devices) implements BidEvent {
        public Reached {
            devices = Set.copyOf(devices);
        }
    }

    /**
     * The ledgers say something else than before.
     *
     * @param open     requests of the scope that name nobody, that no session has, and that may run here
     * @param assigned of the requests that name nobody those that some session has
     * @param sessions of the scope that have not ended
     * @param ended    of the scope that have
     * @param mine     the current session of the scope, if this device has it
     * @param top      the highest generation in any bid or session
     */
    record Viewed(
            Set<ExecId> open,
            Set<ExecId> assigned,
            Map<SessionId, BidMessage.Held> sessions,
            Set<SessionId> ended,
            Optional<SessionId> mine,
            long top)
            implements BidEvent {
        public Viewed {
            open = Set.copyOf(open);
            assigned = Set.copyOf(assigned);
            sessions = Map.copyOf(sessions);
            ended = Set.copyOf(ended);
        }
    }

    record Heard(DeviceId from, BidMessage message) implements BidEvent {}

    /** The session that {@link BidEffect.Open} asked for is written, and synced. */
    record SessionOpened(SessionId session) implements BidEvent {}

    /** Time passed. */
    record Ticked() implements BidEvent {}
}
