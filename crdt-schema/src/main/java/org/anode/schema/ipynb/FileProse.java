package org.anode.schema.ipynb;

/** Text as files hold it: one string or a list of pieces. */
final class FileProse {
    private FileProse() {}

    static boolean isText(Json value) {
        return value instanceof Json.Str
                || (value instanceof Json.Arr arr && arr.items().stream().allMatch(i -> i instanceof Json.Str));
    }

    static String text(Json value) {
        return joined(value, "");
    }

    /** @param separator between pieces: format 2 left the line ends out */
    static String joined(Json value, String separator) {
        return switch (value) {
            case Json.Str str -> str.text();
            case Json.Arr arr ->
                String.join(separator, arr.items().stream().map(FileProse::text).toList());
            case Json.Obj _, Json.Num _, Json.Word _, Json.Prose _ -> "";
        };
    }
}
