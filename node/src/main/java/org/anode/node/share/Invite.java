package org.anode.node.share;

import java.util.ArrayList;
import java.util.List;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/**
 * An invite as its issuer keeps it.
 *
 * @param grant      the issuer's admin grant, by which others are let in
 * @param joinSecret not in {@link #toString}
 * @param letIn      the devices that used it, of an invite whose uses are limited
 */
public record Invite(NotebookId notebook, GrantId grant, InviteTerms terms, Bytes joinSecret, List<DeviceId> letIn) {
    public Invite {
        letIn = List.copyOf(letIn);
    }

    public InviteId id() {
        return InviteId.of(joinSecret);
    }

    /** Whether it can let somebody in still; says nothing of those it let in. */
    public boolean isOpen(long nowSeconds) {
        return !terms.expired(nowSeconds) && !usedUp();
    }

    boolean usedUp() {
        return terms.uses() != InviteTerms.UNLIMITED && letIn.size() >= terms.uses();
    }

    boolean letIn(DeviceId device) {
        return letIn.contains(device);
    }

    /** With one use more, once for each device. */
    Invite usedBy(DeviceId device) {
        if (terms.uses() == InviteTerms.UNLIMITED || letIn(device)) return this;
        var all = new ArrayList<>(letIn);
        all.add(device);
        return new Invite(notebook, grant, terms, joinSecret, all);
    }

    @Override
    public String toString() {
        return "Invite[" + id() + " to " + notebook + "]";
    }
}
