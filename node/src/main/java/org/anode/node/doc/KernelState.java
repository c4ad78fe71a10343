package org.anode.node.doc;

/**
 * The kernel of a notebook's open session.
 *
 * @param language what it runs, as it says itself; empty while it starts
 * @param jit      whether it compiles what it runs
 */
public record KernelState(Phase phase, String language, boolean jit) {
    public enum Phase {
        STARTING,
        IDLE,
        BUSY
    }
}
