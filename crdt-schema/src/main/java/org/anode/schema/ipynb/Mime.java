package org.anode.schema.ipynb;

import java.util.Set;

/** How nbformat treats the values of a mime bundle. */
final class Mime {
    private static final Set<String> LINES_BESIDE_TEXT = Set.of("application/javascript", "image/svg+xml");

    private Mime() {}

    static boolean isJson(String mime) {
        return mime.equals("application/json") || (mime.startsWith("application/") && mime.endsWith("+json"));
    }

    private static boolean hasLines(String mime) {
        return mime.startsWith("text/") || LINES_BESIDE_TEXT.contains(mime);
    }

    /** A stored text as it stands in a file's mime bundle. JSON keeps the order and numbers of its text. */
    static Json json(String mime, String text) {
        if (!isJson(mime)) return new Json.Prose(text, hasLines(mime));
        var json = JsonReader.own(text);
        return json == null ? Json.Str.of(text) : Json.plain(json);
    }

    /** Whether a value may stand under its mime type: anything under JSON types, else text. */
    static boolean isValid(String mime, Json value) {
        return isJson(mime) || FileProse.isText(value);
    }

    /** The text to store for a file's value. */
    static String text(String mime, Json value) {
        return !isJson(mime) && FileProse.isText(value) ? FileProse.text(value) : JsonWriter.compact(Json.plain(value));
    }
}
