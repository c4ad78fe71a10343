package org.anode.node.share;

import java.time.Duration;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;

/**
 * What an invite gives, to how many, until when.
 *
 * @param expiresAtSeconds since 1970, by the issuer's clock
 * @param uses             devices it lets in at most, {@link #UNLIMITED} for any number
 */
public record InviteTerms(Role role, Set<Flag> flags, long expiresAtSeconds, long uses) {
    public static final long UNLIMITED = 0;

    /** Long enough for a mail that is read late, short enough that a forgotten link dies. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    /** Devices that are remembered of an invite with a limit: more are a link without one. */
    public static final long USES_MAX = 1_000;

    /** Whoever wants more makes another link in a year. */
    public static final Duration LIFETIME_MAX = Duration.ofDays(365);

    public InviteTerms {
        flags = Set.copyOf(flags);
    }

    /** What is wished for, from now on. */
    public static InviteTerms of(InviteWish wish, long nowSeconds) {
        return new InviteTerms(
                wish.role(), wish.flags(), nowSeconds + wish.lifetime().toSeconds(), wish.uses());
    }

    boolean isLimited() {
        return uses != UNLIMITED;
    }

    public boolean expired(long nowSeconds) {
        return nowSeconds >= expiresAtSeconds;
    }

    /** Whether this grant gives all that the invite would. */
    boolean coveredBy(Statement.Grant grant) {
        return grant.role().compareTo(role) >= 0 && grant.flags().containsAll(flags);
    }
}
