package org.anode.node;

import java.util.List;
import org.anode.relay.client.RelayAddress;

/**
 * Whether and how a node meets others at relays.
 *
 * @param used whether it does at all: at those of links and notebooks too
 * @param own  those it was started with, which its notebooks and links take along
 */
public record RelayUse(boolean used, List<RelayAddress> own) {
    /** More help nobody, and each is a connection. */
    public static final int OWN_MAX = 4;

    /** Of a node that is opened for one command. */
    public static final RelayUse NONE = new RelayUse(false, List.of());

    /** Of a node that stays, unless told otherwise. */
    public static final RelayUse USUAL = new RelayUse(true, List.of());

    public RelayUse {
        own = List.copyOf(own);
        if (own.size() > OWN_MAX) throw new IllegalArgumentException(own.size() + " relays");
        if (!used && !own.isEmpty()) throw new IllegalArgumentException("relays that are not used");
    }
}
