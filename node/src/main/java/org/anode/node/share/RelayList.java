package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import java.util.List;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/** At which relays an admin's node looks for a notebook's devices, as members are told: {@code [1, [address …]]}. Pure. */
public final class RelayList {
    private static final long VERSION = 1;
    private static final int FIELDS = 2;

    private RelayList() {}

    public static Bytes encode(List<String> relays) {
        return CborWriter.array(FIELDS, out -> out.number(VERSION).each(relays, out::text));
    }

    public static Parsed<List<String>> decode(Bytes message) {
        return CborReader.parse(message, in -> {
            require(in.number(VERSION) == VERSION, "unknown version of relays");
            var relays = in.each(MeetingPlaces.PLACES_MAX, () -> in.text(MeetingPlaces.RELAY_CHARS_MAX));
            return new MeetingPlaces(relays, List.of()).relays();
        });
    }
}
