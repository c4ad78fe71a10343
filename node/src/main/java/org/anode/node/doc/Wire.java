package org.anode.node.doc;

import java.util.List;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.WireMessage;

/** The way from an open notebook to its peers. */
@FunctionalInterface
public interface Wire {
    /** Sends it to each once; never blocks, and it may get lost (SY-6). */
    void send(List<PeerId> to, WireMessage message);
}
