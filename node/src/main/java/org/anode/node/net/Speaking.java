package org.anode.node.net;

import java.util.function.Consumer;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;

/** Where something is said to one peer at a time, and what follows from answers is done. */
interface Speaking {
    /** Must not block. */
    void send(PeerId to, Bytes message);

    void turn(Consumer<OpenNotebook> what);
}
