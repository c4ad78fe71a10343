package org.anode.schema.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.anode.schema.Utf8;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Limits on what a kernel may put into one output; what exceeds them is cut so that one sees it. */
final class Bundles {
    /** Types of one bundle; plotting libraries give up to six. */
    static final int TYPES_MAX = 32;

    /** Of a bundle's metadata as JSON; beyond, it is left out. */
    static final int META_CHARS_MAX = 64 * 1024;

    /** Of the name and of the message of an exception. */
    static final int MESSAGE_CHARS_MAX = 16 * 1024;

    /** Of a whole traceback; its head and its tail are kept. */
    static final int TRACEBACK_CHARS_MAX = 64 * 1024;

    private static final Pattern TYPE = Pattern.compile("[!-~]{1,128}");
    private static final String CUT = "…";

    private Bundles() {}

    /** The types whose name is one. */
    static Map<String, String> checked(Map<String, String> data) {
        var checked = new LinkedHashMap<String, String>();
        data.entrySet().stream()
                .filter(e -> TYPE.matcher(e.getKey()).matches())
                .sorted(Map.Entry.comparingByKey())
                .limit(TYPES_MAX)
                .forEach(e -> checked.put(e.getKey(), Utf8.wellFormed(e.getValue())));
        return checked;
    }

    static JsonNode checked(JsonNode meta) {
        var fits = meta.isObject() && meta.toString().length() <= META_CHARS_MAX;
        return fits ? meta : JsonNodeFactory.instance.objectNode();
    }

    static Output.Failure checked(OutputEvent.Failure failure) {
        return new Output.Failure(
                cut(failure.ename(), MESSAGE_CHARS_MAX),
                cut(failure.evalue(), MESSAGE_CHARS_MAX),
                traceback(failure.traceback()));
    }

    private static List<String> traceback(List<String> lines) {
        long chars = lines.stream().mapToLong(String::length).sum();
        if (chars + lines.size() <= TRACEBACK_CHARS_MAX) return taken(lines, TRACEBACK_CHARS_MAX);
        var head = taken(lines, TRACEBACK_CHARS_MAX / 2);
        var tail = taken(lines.subList(head.size(), lines.size()).reversed(), TRACEBACK_CHARS_MAX / 2)
                .reversed();
        var kept = new ArrayList<>(head);
        if (head.size() + tail.size() < lines.size()) kept.add(CUT);
        kept.addAll(tail);
        return kept;
    }

    /** The first lines, as many as fit; a line that alone is too long is cut. */
    private static List<String> taken(List<String> lines, int chars) {
        var taken = new ArrayList<String>();
        int left = chars;
        for (var line : lines) {
            if (left <= 0) break;
            var fitting = cut(line, MESSAGE_CHARS_MAX);
            left -= fitting.length() + 1;
            taken.add(fitting);
        }
        return taken;
    }

    private static String cut(String text, int chars) {
        if (text.length() <= chars) return Utf8.wellFormed(text);
        int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
        return Utf8.wellFormed(text.substring(0, end)) + CUT;
    }

    static long bytes(Map<String, String> data) {
        return data.values().stream().mapToLong(Utf8::size).sum();
    }

    static Map<String, Data> stored(Map<String, String> data, NewBlobs blobs) {
        var stored = new HashMap<String, Data>();
        data.forEach((type, text) -> stored.put(type, blobs.data(text)));
        return Map.copyOf(stored);
    }

    static Map<String, Data> inline(Map<String, String> data) {
        var inline = new HashMap<String, Data>();
        data.forEach((type, text) -> inline.put(type, new Data.Text(text)));
        return Map.copyOf(inline);
    }
}
