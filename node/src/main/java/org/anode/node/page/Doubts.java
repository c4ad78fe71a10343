package org.anode.node.page;

import org.anode.node.Trust;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.share.TrustLevel;
import org.anode.schema.ledger.Run;

/** Whose outputs a page does not show with their scripts (R7): those of devices that nobody here trusts so far. */
record Doubts(OpenNotebook notebook, Trust trust) {
    boolean withholds(Run run) {
        return run.ranOn()
                .filter(device -> !device.equals(notebook.self()))
                .filter(device -> trust.trust(device).compareTo(TrustLevel.OUTPUT) < 0)
                .isPresent();
    }
}
