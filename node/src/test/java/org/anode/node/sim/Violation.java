package org.anode.node.sim;

/** Something that must never be. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Violation(String what) {
        super(what);
    }
}
