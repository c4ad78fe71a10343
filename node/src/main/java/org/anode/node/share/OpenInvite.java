package org.anode.node.share;

import java.util.OptionalLong;

/**
 * A link of this device that can still let somebody in.
 *
 * @param used how many devices it let in; known only if its uses are limited
 */
public record OpenInvite(InviteId id, InviteTerms terms, boolean autoApprove, OptionalLong used) {
    public static OpenInvite of(Invite invite) {
        boolean limited = invite.terms().isLimited();
        var used = limited ? OptionalLong.of(invite.letIn().size()) : OptionalLong.empty();
        return new OpenInvite(invite.id(), invite.terms(), invite.autoApprove(), used);
    }
}
