package org.anode.node.share;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.schema.DeviceId;

/**
 * A device that may take part in a notebook.
 *
 * @param name          for people; empty if it never told
 * @param me            this device
 * @param path          how it is reached; empty if it can not be now
 * @param same          whether it has exactly what this node has; empty if that is not known
 * @param lastSeenAgoMs since it was last heard of; empty if it never was, or is here
 */
public record Member(
        DeviceId device,
        String name,
        Role role,
        Set<Flag> flags,
        boolean me,
        Optional<Reach> path,
        Optional<Boolean> same,
        OptionalLong lastSeenAgoMs) {
    public Member {
        flags = Set.copyOf(flags);
    }

    /** Whether admins let it run code of the notebook. */
    public boolean mayHost() {
        return role.compareTo(Role.EDIT) >= 0 && flags.contains(Flag.HOST);
    }

    /** Whether its node can be reached now. */
    public boolean here() {
        return me || path.isPresent();
    }
}
