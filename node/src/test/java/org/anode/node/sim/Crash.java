package org.anode.node.sim;

/** The process ends here. */
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
        super("crash", null, false, false);
    }
}
