package org.anode.node.share;

import java.util.Optional;
import java.util.OptionalLong;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/**
 * A node that can be reached now in the room of a notebook.
 *
 * @param name    of its device, for people; empty if it never told
 * @param same    whether it has exactly what this node has; empty if that is not known
 * @param behind  batches of this node that it has not got; empty if that is not known
 * @param heardAgoMs since something came from it
 */
public record PeerNode(
        NotebookId notebook,
        DeviceId device,
        String name,
        Reach path,
        Optional<Boolean> same,
        OptionalLong behind,
        long heardAgoMs) {}
