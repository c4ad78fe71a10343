package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.Order;
import org.anode.schema.output.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the importing node writes for a file: the cells document, and its ledger's runs "from the file" (DO-6). */
public final class IpynbImport {
    private static final int ID_BYTES = 4; // eight hexadecimal digits, as Jupyter's own ids

    private IpynbImport() {}

    /** Mints cell ids as Jupyter does. */
    public static Supplier<CellId> minter(RandomGenerator random) {
        return () -> {
            var id = new byte[ID_BYTES];
            random.nextBytes(id);
            return new CellId(HexFormat.of().formatHex(id));
        };
    }

    /**
     * The edits that make the notebook out of an empty cells document. The blobs are to be stored before.
     *
     * @param fallbackTitle the title of a notebook whose file has none: the file's name. It is not exported until it is
     *                      changed, so that import and export give the same file
     */
    public static List<CellsEdit> edits(ImportedNotebook notebook, String fallbackTitle, RandomGenerator random) {
        var edits = new ArrayList<CellsEdit>();
        for (var entry : notebook.meta().properties()) edits.add(meta(entry));
        if (notebook.title().isEmpty()) {
            var title = JsonNodeFactory.instance.stringNode(fallbackTitle);
            edits.add(new CellsEdit.SetMeta(Reserved.TITLE, Optional.of(title)));
            edits.add(new CellsEdit.SetMeta(Reserved.GIVEN_TITLE, Optional.of(title)));
        }
        String order = null;
        for (var cell : notebook.cells()) {
            order = Order.between(order, null, random);
            edits.add(insert(cell, order));
        }
        return edits;
    }

    private static CellsEdit meta(Map.Entry<String, JsonNode> entry) {
        return new CellsEdit.SetMeta(entry.getKey(), Optional.of(entry.getValue()));
    }

    private static CellsEdit insert(ImportedCell cell, String order) {
        return new CellsEdit.Insert(cell.id(), cell.type(), order, cell.source(), cell.meta(), cell.attachments());
    }

    /** A run that came with the file, for the importer's ledger ({@code origin: "file"}). */
    public record FileRun(CellId cell, OptionalLong executionCount, List<Output> outputs) {
        public FileRun {
            outputs = List.copyOf(outputs);
        }
    }

    /** The runs of a file, in the order of its cells; cells that were never run have none. */
    public static List<FileRun> runs(ImportedNotebook notebook) {
        return notebook.cells().stream()
                .filter(ImportedCell::wasRun)
                .map(cell -> new FileRun(cell.id(), cell.executionCount(), cell.outputs()))
                .toList();
    }
}
