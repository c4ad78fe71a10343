package org.anode.node.net;

import java.lang.System.Logger.Level;
import org.anode.node.NodeFailure;

/** For what reads the store or waits for a notebook, where the caller may not. */
final class Background {
    private static final System.Logger LOG = System.getLogger(Background.class.getName());

    private Background() {}

    static void run(Runnable what) {
        Thread.ofVirtual().name("rooms").start(() -> {
            try {
                what.run();
            } catch (NodeFailure e) {
                LOG.log(Level.WARNING, "a shared notebook could not be asked", e);
            }
        });
    }
}
