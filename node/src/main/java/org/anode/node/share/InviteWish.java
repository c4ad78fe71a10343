package org.anode.node.share;

import java.time.Duration;
import java.util.Set;
import org.anode.node.Refusal;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;

/**
 * What somebody wants a link to give.
 *
 * @param uses        devices it lets in at most, {@link InviteTerms#UNLIMITED} for any number
 * @param autoApprove whether who has the link is let in without anybody being asked
 */
public record InviteWish(Role role, Set<Flag> flags, Duration lifetime, long uses, boolean autoApprove) {
    /** Edit on one's own kernels, for a week, to anybody who has it, once somebody here said yes. */
    public static final InviteWish USUAL =
            new InviteWish(Role.EDIT, Set.of(Flag.HOST), InviteTerms.LIFETIME, InviteTerms.UNLIMITED, false);

    public InviteWish {
        flags = Set.copyOf(flags);
    }

    /** @throws Refusal with a sentence if no link can give that */
    void check() {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(InviteTerms.LIFETIME_MAX) > 0)
            throw new Refusal("A link works for " + InviteTerms.LIFETIME_MAX.toDays() + " days at most.");
        if (uses < InviteTerms.UNLIMITED || uses > InviteTerms.USES_MAX)
            throw new Refusal("A link lets in 1 to " + InviteTerms.USES_MAX + " devices, or any number.");
        if (role.compareTo(Role.EDIT) < 0 && !flags.isEmpty())
            throw new Refusal("Only who may edit can run cells, or be asked to.");
    }
}
