package org.anode.node.cli;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A notebook as {@code show} prints it for people. */
final class NotebookText {
    private static final String INDENT = "    ";

    private NotebookText() {}

    static String of(JsonNode notebook) {
        var text = new StringBuilder()
                .append(notebook.path("title").asString(""))
                .append("  (")
                .append(notebook.path("id").asString(""))
                .append(")");
        for (var cell : notebook.path("cells")) append(text, cell);
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode cell) {
        text.append("\n\n")
                .append(head(cell))
                .append('\n')
                .append(indent(cell.path("source").asString("")));
        for (var output : cell.path("outputs")) text.append("\n  →\n").append(indent(plain(output)));
    }

    private static String head(JsonNode cell) {
        var head = new StringBuilder(cell.path("id").asString(""))
                .append("  ")
                .append(cell.path("type").asString(""));
        if (cell.path("executionCount").isNumber())
            head.append(" [").append(cell.path("executionCount").asInt()).append(']');
        if (cell.path("type").asString("").equals("code"))
            head.append("  ").append(cell.path("state").asString(""));
        if (cell.path("tookMs").isNumber())
            head.append(
                    String.format(Locale.ROOT, "  %.1f s", cell.path("tookMs").asDouble() / 1000));
        return head.toString();
    }

    /** What of an output a terminal can show. */
    static String plain(JsonNode output) {
        return switch (output.path("output_type").asString("")) {
            case "stream" -> joined(output.path("text"));
            case "error" -> joined(output.path("traceback"), "\n");
            default -> bundle(output.path("data"));
        };
    }

    private static String bundle(JsonNode data) {
        if (data.has("text/plain")) return joined(data.path("text/plain"));
        return "(" + String.join(", ", data.propertyNames()) + ")";
    }

    private static String joined(JsonNode text) {
        return joined(text, "");
    }

    /** nbformat's multiline strings: one string, or a list of them. */
    private static String joined(JsonNode text, String between) {
        if (!text.isArray()) return text.asString("");
        var parts = text.valueStream().map(part -> part.asString("")).toList();
        return String.join(between, parts);
    }

    private static String indent(String text) {
        return INDENT + text.stripTrailing().replace("\n", "\n" + INDENT);
    }
}
