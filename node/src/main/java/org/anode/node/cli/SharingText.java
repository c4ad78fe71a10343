package org.anode.node.cli;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Devices and peers as lines: columns two spaces apart, the full device id first. Pure. */
final class SharingText {
    private static final String GAP = "  ";
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_S = 60;
    private static final long HOUR_S = 60 * MINUTE_S;
    private static final long DAY_S = 24 * HOUR_S;

    private SharingText() {}

    static String device(JsonNode device) {
        var line = id(device) + GAP + name(device) + (device.path("paired").asBoolean(false) ? GAP + "paired" : "");
        var copyOf = device.path("copyOf");
        if (copyOf.isEmpty()) return line;
        return line + GAP + "copied from "
                + copyOf.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    static String person(JsonNode person) {
        var line =
                String.join(GAP, id(person), name(person), person.path("role").asString(""), where(person));
        var trust = person.path("trust").asString("");
        boolean isSaid = !person.path("me").asBoolean(false) && !trust.isEmpty() && !trust.equals("unknown");
        return isSaid ? line + GAP + "trust: " + trust : line;
    }

    private static String where(JsonNode person) {
        if (person.path("me").asBoolean(false)) return "this computer";
        if (person.path("here").asBoolean(false))
            return "here (" + person.path("path").asString("") + ")" + state(person);
        var ago = person.path("lastSeenAgoMs");
        return ago.isNumber() ? "seen " + ago(ago.asLong()) + " ago" : "not seen yet";
    }

    static String peer(JsonNode peer) {
        return String.join(
                GAP,
                id(peer),
                name(peer),
                peer.path("title").asString(""),
                peer.path("path").asString("") + state(peer),
                "heard " + ago(peer.path("heardAgoMs").asLong(0)) + " ago");
    }

    /** Whether it has what this node has, as far as that is known. */
    private static String state(JsonNode peer) {
        var behind = peer.path("behind");
        if (behind.isNumber() && behind.asLong() > 0) return ", behind by " + behind.asLong();
        var same = peer.path("same");
        if (!same.isBoolean()) return "";
        return same.asBoolean() ? ", same" : ", not the same yet";
    }

    private static String id(JsonNode device) {
        return device.path("id").asString("");
    }

    private static String name(JsonNode device) {
        var name = device.path("name").asString("");
        return name.isEmpty() ? "(no name)" : name;
    }

    static String ago(long ms) {
        long seconds = ms / SECOND_MS;
        if (seconds < 2 * MINUTE_S) return seconds + " s";
        if (seconds < 2 * HOUR_S) return seconds / MINUTE_S + " min";
        return seconds < 2 * DAY_S ? seconds / HOUR_S + " h" : seconds / DAY_S + " days";
    }
}
