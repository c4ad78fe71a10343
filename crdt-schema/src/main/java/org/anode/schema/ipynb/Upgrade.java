package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.anode.schema.ipynb.Mending.Kind;
import org.jspecify.annotations.Nullable;

/** Turns the tree of a format 2 or 3 file into one of format 4, as nbformat's own converter does. */
final class Upgrade {
    private static final Map<String, String> MIMES = Map.of(
            "text", "text/plain",
            "html", "text/html",
            "svg", "image/svg+xml",
            "png", "image/png",
            "jpeg", "image/jpeg",
            "latex", "text/latex",
            "json", "application/json",
            "javascript", "application/javascript");

    /** Members that are read here, or that never meant anything after loading. */
    private static final Set<String> CELL_MEMBERS = Set.of(
            "cell_type",
            "metadata",
            "source",
            "input",
            "outputs",
            "prompt_number",
            "level",
            "collapsed",
            "language",
            "rendered");

    private static final int HEADING_LEVEL_MAX = 6;

    private final String lineSeparator;
    private final Mending mending;
    private final List<Json> cells = new ArrayList<>();

    private Upgrade(Version version, Mending mending) {
        // Format 2 wrote lines without their ends.
        this.lineSeparator = version.major() == 2 ? "\n" : "";
        this.mending = mending;
    }

    static Json.Obj from(Json.Obj notebook, Version version, Mending mending) {
        return new Upgrade(version, mending).notebook(notebook);
    }

    private Json.Obj notebook(Json.Obj old) {
        if (old.get("worksheets") instanceof Json.Arr sheets) sheets.items().forEach(this::worksheet);
        tellDropped(
                old,
                Set.of("metadata", "worksheets", "nbformat", "nbformat_minor", "orig_nbformat", "orig_nbformat_minor"),
                "");
        var notebook = new LinkedHashMap<String, Json>();
        notebook.put("cells", Json.Arr.of(cells));
        notebook.put("metadata", metadata(old.get("metadata")));
        return Json.Obj.of(notebook);
    }

    private static Json metadata(@Nullable Json old) {
        var meta = members(old);
        var name = meta.remove("name");
        meta.remove("signature");
        if (name instanceof Json.Str str && !str.text().isBlank()) meta.putIfAbsent(Reserved.TITLE, str);
        return Json.Obj.of(meta);
    }

    private void worksheet(Json sheet) {
        if (!(sheet instanceof Json.Obj obj)) return;
        if (!members(obj.get("metadata")).isEmpty()) mending.tell(Kind.DROPPED, "metadata of a worksheet");
        tellDropped(obj, Set.of("cells", "metadata"), " of a worksheet");
        if (obj.get("cells") instanceof Json.Arr arr) arr.items().forEach(cell -> cells.add(cell(cell)));
    }

    private Json cell(Json json) {
        if (!(json instanceof Json.Obj old)) return json;
        var where = " of cell " + (cells.size() + 1);
        tellDropped(old, CELL_MEMBERS, where);
        var cell = new LinkedHashMap<String, Json>();
        cell.put("metadata", Json.Obj.of(members(old.get("metadata"))));
        switch (string(old, "cell_type", "")) {
            case "code" -> code(old, cell, where);
            case "heading" -> {
                cell.put("cell_type", Json.Str.of("markdown"));
                cell.put("source", Json.Str.of(heading(old)));
            }
            case "markdown", "html" -> prose(old, cell, "markdown");
            case "raw", "plaintext" -> prose(old, cell, "raw");
            default -> cell.putAll(old.members());
        }
        return Json.Obj.of(cell);
    }

    private void prose(Json.Obj old, Map<String, Json> cell, String type) {
        cell.put("cell_type", Json.Str.of(type));
        cell.put("source", Json.Str.of(text(old.get("source"))));
    }

    private String heading(Json.Obj old) {
        long level = old.get("level") instanceof Json.Num num
                ? Numbers.whole(num.spelled()).orElse(1)
                : 1;
        var hashes = "#".repeat(Math.clamp(level, 1, HEADING_LEVEL_MAX));
        return hashes + " " + String.join(" ", text(old.get("source")).lines().toList());
    }

    private void code(Json.Obj old, Map<String, Json> cell, String where) {
        var language = string(old, "language", "python");
        if (!language.equals("python")) mending.tell(Kind.DROPPED, "language " + Mending.brief(language) + where);
        var meta = members(old.get("metadata"));
        var collapsed = old.get("collapsed");
        if (collapsed != null) meta.put("collapsed", collapsed);
        cell.put("cell_type", Json.Str.of("code"));
        cell.put("metadata", Json.Obj.of(meta));
        cell.put("source", Json.Str.of(text(old.get("input"))));
        cell.put("execution_count", orNull(old.get("prompt_number")));
        var outputs = new ArrayList<Json>();
        if (old.get("outputs") instanceof Json.Arr arr) arr.items().forEach(output -> outputs.add(output(output)));
        cell.put("outputs", Json.Arr.of(outputs));
    }

    private Json output(Json json) {
        if (!(json instanceof Json.Obj old)) return json;
        return switch (string(old, "output_type", "")) {
            case "stream" -> stream(old);
            case "pyout" -> rich(old, "execute_result");
            case "display_data" -> rich(old, "display_data");
            case "pyerr" -> renamed(old, "error");
            default -> old;
        };
    }

    private static Json renamed(Json.Obj old, String type) {
        var output = members(old);
        output.put("output_type", Json.Str.of(type));
        return Json.Obj.of(output);
    }

    private Json stream(Json.Obj old) {
        var output = new LinkedHashMap<String, Json>();
        output.put("output_type", Json.Str.of("stream"));
        output.put("name", Json.Str.of(string(old, "stream", "stdout")));
        output.put("text", Json.Str.of(text(old.get("text"))));
        return Json.Obj.of(output);
    }

    private Json rich(Json.Obj old, String type) {
        var output = new LinkedHashMap<String, Json>();
        output.put("output_type", Json.Str.of(type));
        output.put("metadata", Json.Obj.of(mimeKeys(members(old.get("metadata")))));
        var data = members(old);
        Set.of("output_type", "prompt_number", "metadata").forEach(data::remove);
        output.put("data", Json.Obj.of(Json.mapValues(mimeKeys(data), this::value)));
        var data4 = output.get("data");
        if (data4 instanceof Json.Obj obj) output.put("data", parsedJson(obj));
        if (type.equals("execute_result")) output.put("execution_count", orNull(old.get("prompt_number")));
        return Json.Obj.of(output);
    }

    private Json value(Json old) {
        return FileProse.isText(old) ? Json.Str.of(text(old)) : old;
    }

    /** The old formats held JSON as a text. */
    private static Json.Obj parsedJson(Json.Obj data) {
        var parsed = new LinkedHashMap<String, Json>(data.members());
        parsed.computeIfPresent("application/json", (_, value) -> {
            var json = value instanceof Json.Str str ? JsonReader.own(str.text()) : null;
            return json == null ? value : json;
        });
        return Json.Obj.of(parsed);
    }

    private static SequencedMap<String, Json> mimeKeys(Map<String, Json> old) {
        var renamed = new LinkedHashMap<String, Json>();
        old.forEach((key, value) -> renamed.put(MIMES.getOrDefault(key, key), value));
        return renamed;
    }

    private void tellDropped(Json.Obj old, Set<String> known, String where) {
        for (var key : old.members().keySet())
            if (!known.contains(key)) mending.tell(Kind.DROPPED, Mending.brief(key) + where);
    }

    private String text(@Nullable Json value) {
        return value == null ? "" : FileProse.joined(value, lineSeparator);
    }

    private static Json orNull(@Nullable Json value) {
        return value == null ? Json.NULL : value;
    }

    private static String string(Json.Obj old, String key, String otherwise) {
        return old.get(key) instanceof Json.Str str ? str.text() : otherwise;
    }

    private static SequencedMap<String, Json> members(@Nullable Json old) {
        return old instanceof Json.Obj obj ? new LinkedHashMap<>(obj.members()) : new LinkedHashMap<>();
    }
}
