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
     * @param open     requests of the person that name nobody, that no session has, and that may run here
     * @param sessions that serve the person and have not ended
     * @param mine     the current one of them, if this device has it and it takes something new
     * @param top      the highest generation in any bid or session
     */
    record Viewed(Set<ExecId> open, Map<SessionId, BidMessage.Held> sessions, Optional<SessionId> mine, long top)
            implements BidEvent {
        public Viewed {
            open = Set.copyOf(open);
            sessions = Map.copyOf(sessions);
        }
    }

    record Heard(DeviceId from, BidMessage message) implements BidEvent {}

    /** The session that {@link BidEffect.Open} asked for is written, and synced. */
    record SessionOpened(SessionId session) implements BidEvent {}

    /** What {@link BidEffect.Open} asked for can not be: nobody may run it here any more. */
    record NothingOpened() implements BidEvent {}

    /** Time passed. */
    record Ticked() implements BidEvent {}
}
