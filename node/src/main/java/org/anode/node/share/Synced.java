package org.anode.node.share;

/**
 * Whether what is here is elsewhere too.
 *
 * @param unsent batches written here since another device last had the same, as far as is known
 */
public record Synced(State state, int unsent) {
    /** How it stands with the devices of a notebook. */
    public enum State {
        /** It is not shared. */
        ALONE,
        /** Nobody of the others can be reached. */
        OFFLINE,
        /** All that can be reached have it. */
        SAME,
        /** Something is on its way. */
        BEHIND
    }
}
