package org.anode.node.share;

import java.util.List;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.schema.Bytes;
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
    private static final int ID_CHARS = 8;
    private static final Bytes ID_DOMAIN = Bytes.utf8("anode-request-1");

    public JoinRequest {
        words = List.copyOf(words);
        flags = Set.copyOf(flags);
    }

    /** The same as long as the device waits with this link. */
    public static String id(InviteId invite, DeviceId device) {
        return Bytes.concat(ID_DOMAIN, invite.value(), device.value())
                .sha256()
                .toBase32()
                .substring(0, ID_CHARS);
    }
}
