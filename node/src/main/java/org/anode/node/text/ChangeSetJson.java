package org.anode.node.text;

import java.util.ArrayList;
import java.util.List;
import org.anode.schema.Parsed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Change sets as CodeMirror writes them: an array in which {@code n} keeps n units, {@code [n]} deletes n, and
 * {@code [n, line, …]} replaces n by the lines, joined with line feeds.
 */
public final class ChangeSetJson {
    /** Of one change set: every replacement costs operations of the document. */
    private static final int SECTIONS_MAX = 20_000;

    /** Of a text and what replaces it: lengths of both stay far from the end of int. */
    private static final long LENGTH_MAX = 1 << 28;

    private ChangeSetJson() {}

    public static Parsed<ChangeSet> decode(JsonNode json) {
        if (!json.isArray()) return new Parsed.Malformed<>("a change set is an array");
        if (json.size() > SECTIONS_MAX) return new Parsed.Malformed<>("more than " + SECTIONS_MAX + " sections");
        var sections = new Sections();
        long length = 0;
        for (var part : json) {
            var count = part.isArray() ? part.path(0) : part;
            if (!count.isInt() || count.intValue() < 0) return new Parsed.Malformed<>("a length is no count");
            length += count.intValue();
            if (length > LENGTH_MAX) return new Parsed.Malformed<>("longer than any text");
            if (!part.isArray()) sections.keep(count.intValue());
            else if (!isLines(part)) return new Parsed.Malformed<>("a line is no text");
            else sections.insert(lines(part)).delete(count.intValue());
        }
        return new Parsed.Ok<>(sections.build());
    }

    private static boolean isLines(JsonNode part) {
        return part.valueStream().skip(1).allMatch(JsonNode::isString);
    }

    private static String lines(JsonNode part) {
        var lines = new ArrayList<String>(part.size());
        for (int i = 1; i < part.size(); i++) lines.add(part.get(i).stringValue());
        return String.join("\n", lines);
    }

    public static ArrayNode encode(ChangeSet changes) {
        var json = JsonNodeFactory.instance.arrayNode();
        for (var section : changes.sections()) {
            switch (section) {
                case Section.Keep(var length) -> json.add(length);
                case Section.Replace(var deleted, var inserted) -> replace(json.addArray(), deleted, inserted);
            }
        }
        return json;
    }

    private static void replace(ArrayNode part, int deleted, String inserted) {
        part.add(deleted);
        if (!inserted.isEmpty()) List.of(inserted.split("\n", -1)).forEach(part::add);
    }
}
