package org.anode.node.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Variables as a table for people: data first, then what works on it. Pure. */
final class VariablesText {
    private static final String GAP = "  ";
    private static final List<String> HEAD = List.of("name", "type", "size", "value");
    private static final List<String> KINDS = List.of("value", "function", "class", "module");
    private static final long KIB = 1 << 10;

    private VariablesText() {}

    static String of(JsonNode told) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        told.path("variables")
                .valueStream()
                .sorted(Comparator.comparingInt(VariablesText::place)
                        .thenComparing(variable -> text(variable, "name").toLowerCase(Locale.ROOT)))
                .map(VariablesText::row)
                .forEach(rows::add);
        var widths = widths(rows);
        var lines = rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
        var more = told.path("more").asLong(0);
        return more == 0 ? lines : lines + "\nand " + more + " more";
    }

    private static int place(JsonNode variable) {
        return KINDS.indexOf(text(variable, "kind"));
    }

    private static List<String> row(JsonNode variable) {
        return List.of(text(variable, "name"), text(variable, "type"), size(variable), text(variable, "value"));
    }

    private static String size(JsonNode variable) {
        var parts = new ArrayList<String>();
        var lengths = variable.path("lengths");
        if (!lengths.isEmpty())
            parts.add(lengths.valueStream().map(JsonNode::asString).collect(Collectors.joining(" × ")));
        if (variable.path("bytes").isNumber())
            parts.add(bytes(variable.path("bytes").asLong()));
        return String.join(", ", parts);
    }

    private static String bytes(long bytes) {
        if (bytes < KIB) return bytes + " B";
        if (bytes < KIB * KIB) return bytes / KIB + " KiB";
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (KIB * KIB));
    }

    private static List<Integer> widths(List<List<String>> rows) {
        return IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) + " ".repeat(widths.get(column) - width(row.get(column))))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String text(JsonNode variable, String field) {
        return variable.path(field).asString("");
    }
}
