package org.anode.schema.ipynb;

import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final Pattern ASCII_CODE = Pattern.compile("[0-9]{1,2}|1[01][0-9]|12[0-7]");

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
        if (!Objects.equals(style.indent(), Style.CANONICAL.indent())) {
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
        var ascii = new HashMap<Integer, String>();
        for (var entry : json.path("ascii").properties()) {
            int c = asciiCode(entry.getKey());
            var unit = entry.getValue().asStringOpt().orElse("");
            if (c >= 0 && Spelling.writes(unit, c)) ascii.put(c, unit);
        }
        return new Spelling(beyondAscii(json.path("beyondAscii").asStringOpt().orElse("")), ascii);
    }

    private static Spelling.BeyondAscii beyondAscii(String name) {
        for (var form : Spelling.BeyondAscii.values()) if (form.name().equals(name)) return form;
        return Spelling.BeyondAscii.RAW;
    }

    private static int asciiCode(String key) {
        return ASCII_CODE.matcher(key).matches() ? Integer.parseInt(key) : -1;
    }
}
