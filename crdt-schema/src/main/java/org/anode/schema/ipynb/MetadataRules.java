package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/** What nbformat.v4.5.schema.json says about metadata. Breaking it is told, never mended. */
final class MetadataRules {
    private final Json.Obj meta;
    private final List<String> broken = new ArrayList<>();

    private MetadataRules(Json.Obj meta) {
        this.meta = meta;
    }

    /** The keys of notebook metadata that are not as they should be. */
    static List<String> notebook(Json.Obj meta) {
        var rules = new MetadataRules(meta);
        rules.check("kernelspec", v -> hasString(v, "name") && hasString(v, "display_name"));
        rules.check("language_info", v -> hasString(v, "name"));
        rules.check("authors", v -> v instanceof Json.Arr);
        rules.check("title", MetadataRules::isString);
        rules.check("orig_nbformat", v -> v instanceof Json.Num);
        return rules.broken;
    }

    /** The keys of a cell's metadata that are not as they should be. */
    static List<String> cell(String type, Json.Obj meta) {
        var rules = new MetadataRules(meta);
        rules.check("jupyter", v -> v instanceof Json.Obj);
        rules.check("name", v -> v instanceof Json.Str str && !str.text().isEmpty());
        rules.check("tags", MetadataRules::areTags);
        switch (type) {
            case "raw" -> rules.check("format", MetadataRules::isString);
            case "code" -> rules.code();
            default -> {}
        }
        return rules.broken;
    }

    private void code() {
        check(
                "execution",
                v -> v instanceof Json.Obj obj
                        && obj.members().values().stream().allMatch(MetadataRules::isString));
        check("collapsed", MetadataRules::isBoolean);
        check("scrolled", v -> isBoolean(v) || v.equals(Json.Str.of("auto")));
    }

    private void check(String key, Predicate<Json> rule) {
        var value = meta.get(key);
        if (value != null && !rule.test(value)) broken.add(key);
    }

    private static boolean isString(Json value) {
        return value instanceof Json.Str;
    }

    private static boolean isBoolean(Json value) {
        return value instanceof Json.Word && !value.equals(Json.NULL);
    }

    private static boolean hasString(Json value, String key) {
        return value instanceof Json.Obj obj && obj.get(key) instanceof Json.Str;
    }

    private static boolean areTags(Json value) {
        if (!(value instanceof Json.Arr arr)) return false;
        var seen = new HashSet<String>();
        return arr.items().stream()
                .allMatch(tag -> tag instanceof Json.Str str
                        && !str.text().isEmpty()
                        && !str.text().contains(",")
                        && seen.add(str.text()));
    }
}
