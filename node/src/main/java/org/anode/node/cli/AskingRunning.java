package org.anode.node.cli;

import org.anode.node.NodeFailure;
import org.anode.node.control.NodeLink;

/** A command about other nodes: only a node that stays meets them. */
abstract class AskingRunning extends Asking {
    @Override
    final NodeLink link() {
        return Links.running(common.data())
                .orElseThrow(() -> new NodeFailure("No node runs on " + common.data()
                        + ", and other computers meet only one that stays: begin it with anode start."));
    }
}
