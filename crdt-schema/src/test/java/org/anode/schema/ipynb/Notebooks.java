package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Test files, and the way from an import to an export without a document. */
final class Notebooks {
    static final String TITLE_OF_FILE = "name of the file";

    private Notebooks() {}

    static ParsedNotebook parse(Bytes file) {
        return IpynbCodec.parse(file, IpynbImport.minter(new Random(1)));
    }

    static ParsedNotebook parse(String file) {
        return parse(Bytes.utf8(file));
    }

    static ParsedNotebook.Ok accept(Bytes file) {
        var parsed = parse(file);
        if (parsed instanceof ParsedNotebook.Refused(var sentence)) fail(sentence);
        return assertInstanceOf(ParsedNotebook.Ok.class, parsed);
    }

    static ParsedNotebook.Ok accept(String file) {
        return accept(Bytes.utf8(file));
    }

    static String refusal(Bytes file) {
        return assertInstanceOf(ParsedNotebook.Refused.class, parse(file)).sentence();
    }

    static String refusal(String file) {
        return refusal(Bytes.utf8(file));
    }

    static String exported(ImportedNotebook notebook) {
        return IpynbCodec.render(forExport(notebook, cell -> cell)).toUtf8();
    }

    static String exported(String file) {
        return exported(accept(file).notebook());
    }

    /** The views a document would give: keys sorted, as Automerge's maps are. */
    static NotebookForExport forExport(ImportedNotebook notebook, UnaryOperator<Cell> change) {
        ObjectNode meta = JsonNodeFactory.instance.objectNode();
        Map<CellId, Cell> cells = new HashMap<>();
        for (var edit : IpynbImport.edits(notebook, TITLE_OF_FILE, new Random(2))) {
            switch (edit) {
                case CellsEdit.SetMeta set ->
                    meta.set(set.key(), sorted(set.value().orElseThrow()));
                case CellsEdit.Insert in ->
                    cells.put(
                            in.cell(),
                            change.apply(new Cell(
                                    in.cell(),
                                    in.type(),
                                    in.order(),
                                    in.source(),
                                    false,
                                    sorted(in.meta()),
                                    sorted(in.attachments()))));
                default -> fail("an import makes no " + edit);
            }
        }
        return new NotebookForExport(
                new CellsView(Set.of(), cells, sorted(meta)), runs(notebook), blobs(notebook.blobs()));
    }

    static Map<CellId, CellRun> runs(ImportedNotebook notebook) {
        var runs = new HashMap<CellId, CellRun>();
        for (var run : IpynbImport.runs(notebook))
            runs.put(run.cell(), new CellRun(run.executionCount(), run.outputs()));
        return runs;
    }

    static java.util.function.Function<BlobId, Bytes> blobs(Map<BlobId, Bytes> blobs) {
        return id -> Optional.ofNullable(blobs.get(id)).orElseThrow(() -> new AssertionError("no blob " + id));
    }

    /** As assertEquals, but shows only where the files part. */
    static void assertSame(String expected, String actual, String which) {
        int at = 0;
        while (at < Math.min(expected.length(), actual.length()) && expected.charAt(at) == actual.charAt(at)) at++;
        if (expected.equals(actual)) return;
        fail(which + ": at " + at + " expected …" + around(expected, at) + "… but was …" + around(actual, at) + "…");
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 80));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode arr) {
            var copy = JsonNodeFactory.instance.arrayNode();
            arr.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode)) return node;
        var copy = JsonNodeFactory.instance.objectNode();
        for (var key : new TreeSet<>(node.propertyNames())) copy.set(key, sorted(node.get(key)));
        return copy;
    }

    static String resource(String name) {
        try (var in = Notebooks.class.getResourceAsStream("/ipynb/" + name)) {
            if (in == null) throw new AssertionError("no test file " + name);
            return Bytes.wrap(in.readAllBytes()).toUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of shared notebooks beside the checkout, where there is one. */
    static Optional<Path> shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var notebooks = at.resolveSibling("shared").resolve("notebooks");
            if (Files.isDirectory(notebooks)) return Optional.of(notebooks);
        }
        return Optional.empty();
    }

    static Bytes read(Path file) {
        try {
            return Bytes.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
