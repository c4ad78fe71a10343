package org.anode.kernel.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The code cells of a notebook that lies beside the checkout, with the texts they showed when it was saved. */
record SharedNotebook(String name, List<Cell> cells) {
    /** Cells whose own source says that their output differs from run to run. */
    private static final Pattern CHANGING = Pattern.compile("time|random");

    /**
     * A code cell.
     *
     * @param index  its place among all cells of the notebook
     * @param stored the text of its stored outputs, white space runs as one space; empty if it has none
     */
    record Cell(int index, String source, String stored) {
        boolean isCompared() {
            return !stored.isEmpty() && !CHANGING.matcher(source).find();
        }
    }

    static Optional<SharedNotebook> find(String name) {
        return folder().map(folder -> read(name, folder.resolve(name + ".ipynb")));
    }

    private static Optional<Path> folder() {
        for (var up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            var folder = up.resolve("shared/notebooks/pytudes");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static SharedNotebook read(String name, Path file) {
        var found = JsonMapper.shared().readTree(file).get("cells");
        var cells = new ArrayList<Cell>();
        for (var index = 0; index < found.size(); index++) {
            var cell = found.get(index);
            if (cell.get("cell_type").asString().equals("code")) {
                cells.add(new Cell(index, joined(cell.get("source")), stored(cell.get("outputs"))));
            }
        }
        return new SharedNotebook(name, List.copyOf(cells));
    }

    private static String stored(JsonNode outputs) {
        var text = new StringBuilder();
        for (var output : outputs) {
            var data = output.get("data");
            text.append(joined(data == null ? output.get("text") : data.get("text/plain")))
                    .append('\n');
        }
        return spaced(text.toString());
    }

    private static String joined(JsonNode text) {
        if (text == null) {
            return "";
        }
        var joined = new StringBuilder(text.isArray() ? "" : text.asString());
        text.forEach(part -> joined.append(part.asString()));
        return joined.toString();
    }

    static String spaced(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
