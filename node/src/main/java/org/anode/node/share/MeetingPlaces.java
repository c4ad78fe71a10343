package org.anode.node.share;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the issuer may be found, beside by looking around on the LAN; both may be empty.
 *
 * @param relays addresses that begin with {@code wss://} or {@code ws://}
 */
public record MeetingPlaces(List<String> relays, List<LanHint> lan) {
    public static final MeetingPlaces NONE = new MeetingPlaces(List.of(), List.of());

    /** A link is to fit in a QR code. */
    static final int PLACES_MAX = 8;

    static final int RELAY_CHARS_MAX = 200;

    private static final Pattern RELAY = Pattern.compile("wss?://[!-~]+");

    /** @throws IllegalArgumentException if something can be no address, or there are too many */
    public MeetingPlaces {
        relays = List.copyOf(relays);
        lan = List.copyOf(lan);
        if (relays.size() > PLACES_MAX || lan.size() > PLACES_MAX)
            throw new IllegalArgumentException("too many places");
        for (var relay : relays)
            if (relay.length() > RELAY_CHARS_MAX || !RELAY.matcher(relay).matches())
                throw new IllegalArgumentException("not the address of a relay");
    }
}
