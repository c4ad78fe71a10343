package org.anode.node.sim;

/** The process ends here. */
public final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Crash() {
        super("crash", null, false, false);
    }
}
