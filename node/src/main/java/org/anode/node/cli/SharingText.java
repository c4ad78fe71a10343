package org.anode.node.cli;

import java.util.ArrayList;
import java.util.List;
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
        var line = String.join(GAP, id(person), name(person), role(person), where(person));
        var trust = person.path("trust").asString("");
        boolean isSaid = !person.path("me").asBoolean(false) && !trust.isEmpty() && !trust.equals("unknown");
        return isSaid ? line + GAP + "trust: " + trust : line;
    }

    /** With what is given beside it, as "edit, run, host". */
    private static String role(JsonNode json) {
        var words = new ArrayList<>(List.of(json.path("role").asString("")));
        json.path("flags").valueStream().map(JsonNode::asString).forEach(words::add);
        return String.join(", ", words);
    }

    static String request(JsonNode request) {
        var words = request.path("words").valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
        return String.join(
                GAP,
                id(request),
                words.isEmpty() ? "(no words yet)" : words,
                name(request),
                role(request),
                request.path("title").asString(""));
    }

    static String invite(JsonNode invite, long nowSeconds) {
        long leftMs = (invite.path("expiresAtSeconds").asLong(0) - nowSeconds) * SECOND_MS;
        var uses = invite.path("uses");
        return String.join(
                GAP,
                id(invite),
                role(invite),
                uses.isNumber() ? "used " + invite.path("used").asLong(0) + " of " + uses.asLong() : "any number",
                invite.path("autoApprove").asBoolean(false) ? "nobody is asked" : "somebody is asked",
                "for " + ago(Math.max(0, leftMs)));
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
