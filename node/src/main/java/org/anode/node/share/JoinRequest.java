package org.anode.node.share;

import java.util.List;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/**
 * Somebody who wants to be let in and waits for people to say so (MB-6).
 *
 * @param id        by which people name it: short, unique among those that wait
 * @param name      what the device says it is called; nobody vouches for it
 * @param words     to compare with those on the other screen; four, or none while the other side has not answered
 * @param role      what the link gives
 * @param mine      whether it is another device of whoever owns this node
 * @param waitingMs since it first asked
 */
public record JoinRequest(
        String id,
        NotebookId notebook,
        DeviceId device,
        String name,
        List<String> words,
        Role role,
        Set<Flag> flags,
        boolean mine,
        long waitingMs) {
    public JoinRequest {
        words = List.copyOf(words);
        flags = Set.copyOf(flags);
    }
}
