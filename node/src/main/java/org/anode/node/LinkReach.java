package org.anode.node;

import java.util.List;
import org.anode.node.share.InviteLink;
import org.anode.node.share.LanState;
import org.anode.node.share.RelayState;

/**
 * Where a link works, as seen from this node: where who has it and who made it can meet.
 *
 * @param lan    in this network
 * @param relays those of the link that this node uses, and how it stands with them
 */
public record LinkReach(boolean lan, List<RelayState> relays) {
    public LinkReach {
        relays = List.copyOf(relays);
    }

    /** Of a link that was made or taken up here. */
    public static LinkReach of(InviteLink link, Sharing sharing) {
        var named = link.places().relays();
        var used = sharing.relays().stream()
                .filter(relay -> named.contains(relay.relay()))
                .toList();
        return new LinkReach(isUsed(sharing.lan()), used);
    }

    private static boolean isUsed(LanState lan) {
        return switch (lan) {
            case LanState.Closed _, LanState.Opening _, LanState.Open _ -> true;
            case LanState.Never _, LanState.Failed _ -> false;
        };
    }
}
