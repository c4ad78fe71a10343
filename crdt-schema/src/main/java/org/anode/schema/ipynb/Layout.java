package org.anode.schema.ipynb;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a file spelled what documents do not keep: its style, and a tree of hints beside the notebook's own tree, only
 * where the file differs from the canonical one. {@code apply(of(canonical, file), canonical)} prints the file; where the
 * notebook has changed since, a hint that no longer fits is ignored. Layouts are read from blobs that other people may
 * have written, so every hint is checked before it is used: the worst a layout can do is look odd.
 *
 * <p>Form: {@code {"style": {...}, "hint": HINT}}. The hints are described at {@link LayoutDiff}.
 */
record Layout(Style style, @Nullable JsonNode hint) {
    static final Layout NONE = new Layout(Style.CANONICAL, null);

    /** The layout that turns {@code canonical} into the file that was read. */
    static Layout of(Json canonical, JsonReader.Document file) {
        var style = StyleCensus.of(file);
        return new Layout(style, new LayoutDiff(style).between(canonical, file.root()));
    }

    /** The notebook as the file would print it. */
    String print(Json canonical) {
        return JsonWriter.write(hint == null ? canonical : LayoutHints.apply(canonical, hint, style.spelling()), style);
    }

    /** As JSON; empty when there is nothing to remember. */
    Optional<JsonNode> json() {
        var json = JsonNodeFactory.instance.objectNode();
        var styles = styleJson();
        if (!styles.isEmpty()) json.set("style", styles);
        if (hint != null) json.set("hint", hint);
        return json.isEmpty() ? Optional.empty() : Optional.of(json);
    }

    private ObjectNode styleJson() {
        var json = JsonNodeFactory.instance.objectNode();
        if (!java.util.Objects.equals(style.indent(), Style.CANONICAL.indent())) {
            if (style.indent() == null) json.putNull("indent");
            else json.put("indent", style.indent());
        }
        put(json, "newline", style.newline(), Style.CANONICAL.newline());
        put(json, "colon", style.colon(), Style.CANONICAL.colon());
        put(json, "comma", style.comma(), Style.CANONICAL.comma());
        put(json, "head", style.head(), Style.CANONICAL.head());
        put(json, "tail", style.tail(), Style.CANONICAL.tail());
        put(json, "beyondAscii", style.spelling().beyondAscii().name(), Spelling.BeyondAscii.RAW.name());
        if (!style.spelling().ascii().isEmpty()) {
            var ascii = json.putObject("ascii");
            style.spelling().ascii().forEach((c, unit) -> ascii.put(Integer.toString(c), unit));
        }
        return json;
    }

    private static void put(ObjectNode json, String key, String value, String canonical) {
        if (!value.equals(canonical)) json.put(key, value);
    }

    /** Reads what {@link #json()} gave; empty if it is no such thing. */
    static Optional<Layout> parse(String text) {
        return OwnJson.parse(text).map(json -> new Layout(style(json.path("style")), json.get("hint")));
    }

    private static Style style(JsonNode json) {
        var canonical = Style.CANONICAL;
        var indent = json.path("indent");
        return new Style(
                indent.isNull() ? null : Gaps.white(indent, String.valueOf(canonical.indent())),
                Gaps.white(json.path("newline"), canonical.newline()),
                Gaps.around(":", json.path("colon"), canonical.colon()),
                Gaps.around(",", json.path("comma"), canonical.comma()),
                Gaps.white(json.path("head"), canonical.head()),
                Gaps.white(json.path("tail"), canonical.tail()),
                spelling(json));
    }

    private static Spelling spelling(JsonNode json) {
        var ascii = new java.util.HashMap<Integer, String>();
        for (var entry : json.path("ascii").properties()) {
            var unit = entry.getValue().asStringOpt().orElse("");
            for (int c : List.of(codePoint(entry.getKey())))
                if (c < 0x80 && Spelling.writes(unit, c)) ascii.put(c, unit);
        }
        var beyond = json.path("beyondAscii").asStringOpt().orElse("");
        for (var form : Spelling.BeyondAscii.values()) if (form.name().equals(beyond)) return new Spelling(form, ascii);
        return new Spelling(Spelling.BeyondAscii.RAW, ascii);
    }

    private static int codePoint(String key) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
