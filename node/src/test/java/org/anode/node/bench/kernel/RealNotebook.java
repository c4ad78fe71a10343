package org.anode.node.bench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The code cells of a notebook beside the checkout. */
public record RealNotebook(String name, List<String> cells) {
    private static final String FOLDER = "shared/notebooks/pytudes";
    private static final String ENDING = ".ipynb";

    /** All there are, by name; none where there is no such folder. */
    public static List<RealNotebook> beside(Path checkout) throws IOException {
        for (var at = checkout; at != null; at = at.getParent()) {
            var folder = at.resolve(FOLDER);
            if (Files.isDirectory(folder)) return in(folder);
        }
        return List.of();
    }

    private static List<RealNotebook> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(RealNotebook::read)
                    .toList();
        }
    }

    private static RealNotebook read(Path file) {
        var name = file.getFileName().toString();
        var cells = new ArrayList<String>();
        for (var cell : JsonMapper.shared().readTree(file).path("cells"))
            if (cell.path("cell_type").asString().equals("code")) cells.add(text(cell.path("source")));
        return new RealNotebook(name.substring(0, name.length() - ENDING.length()), List.copyOf(cells));
    }

    private static String text(JsonNode source) {
        var text = new StringBuilder();
        if (source.isArray()) source.forEach(part -> text.append(part.asString()));
        else text.append(source.asString());
        return text.toString();
    }
}
