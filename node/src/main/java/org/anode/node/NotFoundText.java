package org.anode.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.anode.node.share.RelayState;

/** Why the computer that made a link was not found, and what it takes. Pure. */
final class NotFoundText {
    private NotFoundText() {}

    /** Sentences, the last without its full stop. */
    static String of(String who, LinkReach reach) {
        var text = new StringBuilder(who + " was not found; it has to be switched on, with Anode running, "
                + String.join(" or ", places(reach)));
        for (var relay : reach.relays())
            if (relay.state() == RelayState.State.AWAY)
                text.append(". This computer can not use the relay ")
                        .append(relay.relay())
                        .append(" now: ")
                        .append(relay.why());
        return text.toString();
    }

    private static List<String> places(LinkReach reach) {
        var places = new ArrayList<String>();
        if (reach.lan() || reach.relays().isEmpty()) places.add("in the same network");
        if (!reach.relays().isEmpty())
            places.add(reach.relays().stream()
                    .map(RelayState::relay)
                    .collect(Collectors.joining(" or ", "connected to the relay ", "")));
        return places;
    }
}
