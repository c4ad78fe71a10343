package org.anode.node.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Decides when the LAN channel moves to another address: when its own is gone or a better one is there, and was so at the
 * last {@link #STEADY_LOOKS} looks. If its own was away and is back, the channel is opened there afresh: the multicast group
 * that it had joined may be forgotten by then. Pure but for its own state; belongs to one thread.
 */
final class LanWatch {
    /** Networks come and go for a moment, and moving cuts all links. */
    static final int STEADY_LOOKS = 2;

    private final Optional<String> wanted;
    private InetAddress bound;
    private boolean away;
    private int betterLooks;

    /**
     * @param wanted the only address that may be taken, if the user asked for one (R1)
     * @param bound  where the channel is open now
     */
    LanWatch(Optional<String> wanted, InetAddress bound) {
        this.wanted = wanted;
        this.bound = bound;
    }

    /** For a channel that stays where it is, whatever happens. */
    static LanWatch ofNothing(InetAddress bound) {
        return new LanWatch(Optional.of("none"), bound);
    }

    /** @return where to open the channel instead of where it is or was; none if all is well, or nowhere to go */
    Optional<InetAddress> look(List<LanAddress> present) {
        var here = present.stream().filter(one -> one.address().equals(bound)).findFirst();
        var best = LanAddress.best(present, wanted);
        boolean better = best.isPresent() && (here.isEmpty() || best.get().isBetterThan(here.get()));
        betterLooks = better ? betterLooks + 1 : 0;
        boolean back = away && here.isPresent();
        away |= here.isEmpty();
        if (back) return Optional.of(bound);
        return betterLooks < STEADY_LOOKS ? Optional.empty() : best.map(LanAddress::address);
    }

    void opened(InetAddress there) {
        bound = there;
        away = false;
        betterLooks = 0;
    }

    /** It is open nowhere: the next looks say where to try. */
    void failed() {
        away = true;
    }
}
