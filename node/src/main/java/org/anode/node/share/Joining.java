package org.anode.node.share;

/** An attempt to join with a link, and how far it is. */
public record Joining(InviteLink link, JoinState state) {
    /** By which it is named to pages; tells nothing of the join secret. */
    public InviteId id() {
        return link.id();
    }
}
