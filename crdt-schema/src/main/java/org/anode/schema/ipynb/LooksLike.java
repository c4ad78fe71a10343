package org.anode.schema.ipynb;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anode.schema.Bytes;

/** Guesses what a file is that is not a notebook, so that the refusal helps. */
final class LooksLike {
    private static final Map<String, String> BY_FIRST_BYTES = firstBytes();
    private static final Pattern PYTHON =
            Pattern.compile("(?m)\\A(#|\"\"\"|'''|(import|from|def|class) [A-Za-z_]|print *\\(|[a-z_]\\w* *= *)");

    private LooksLike() {}

    private static Map<String, String> firstBytes() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("%PDF", "a PDF document");
        kinds.put("PK\u0003\u0004", "a ZIP archive or an Office document");
        kinds.put("\u001f\u008b", "a gzip archive");
        kinds.put("\u0089PNG", "a PNG image");
        kinds.put("\u00ff\u00d8\u00ff", "a JPEG image");
        kinds.put("GIF8", "a GIF image");
        kinds.put("SQLite format 3", "an SQLite database");
        kinds.put("\u007fELF", "a program");
        kinds.put("\u0080\u0004", "a Python pickle");
        return kinds;
    }

    static Optional<String> of(Bytes file) {
        var start = new StringBuilder();
        for (int i = 0; i < Math.min(16, file.size()); i++) start.append((char) (file.at(i) & 0xff));
        return BY_FIRST_BYTES.entrySet().stream()
                .filter(kind -> start.indexOf(kind.getKey()) == 0)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static Optional<String> of(String text) {
        var start = text.substring(0, Math.min(200, text.length())).stripLeading();
        var lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("version https://git-lfs"))
            return Optional.of("a Git LFS pointer (run \"git lfs pull\" to get the file itself)");
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html"))
            return Optional.of("a web page (perhaps the page around the notebook was downloaded, not the raw file)");
        if (lower.startsWith("<")) return Optional.of("XML");
        if (start.startsWith("{") || start.startsWith("[") || start.startsWith("\"")) return Optional.empty();
        if (PYTHON.matcher(start).find()) return Optional.of("a Python program or text, not JSON");
        return Optional.of("text, not JSON");
    }
}
