package org.anode.node.page;

import java.util.Map;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.RunShown;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The whole of a notebook as its page shows it, in parts of a few hundred KiB; as a turn of the notebook. */
final class SnapshotFrames {
    /** About where a part ends; a cell stays in one, and a cell fits in what is left of a frame. */
    private static final int PART_CHARS = 512 << 10;

    private final OpenNotebook notebook;
    private final Doubts doubts;
    private final Outbox outbox;
    private final Map<CellId, RunShown> told;
    private ObjectNode part = JsonNodeFactory.instance.objectNode();
    private ObjectNode cells = part;
    private ObjectNode runs = part;
    private long chars;

    private SnapshotFrames(OpenNotebook notebook, Doubts doubts, Outbox outbox, Map<CellId, RunShown> told) {
        this.notebook = notebook;
        this.doubts = doubts;
        this.outbox = outbox;
        this.told = told;
    }

    /** @param told takes up which runs were sent */
    static void send(OpenNotebook notebook, Doubts doubts, Outbox outbox, Map<CellId, RunShown> told) {
        new SnapshotFrames(notebook, doubts, outbox, told).send();
    }

    private void send() {
        begin();
        Frames.frame(part, notebook);
        Frames.putSession(part, notebook);
        for (var cell : notebook.view().visible()) add(cell);
        outbox.sendSnapshot(part.put("more", false));
    }

    private void begin() {
        part = JsonNodeFactory.instance
                .objectNode()
                .put("t", "snapshot")
                .put("notebook", notebook.id().toString());
        cells = part.putObject("cells");
        runs = part.putObject("runs");
        chars = 0;
    }

    private void add(Cell cell) {
        if (chars > PART_CHARS) {
            outbox.sendSnapshot(part.put("more", true));
            begin();
        }
        Frames.fill(cells.putObject(cell.id().value()), notebook, cell);
        chars += cell.source().length();
        notebook.shown(cell.id()).ifPresent(shown -> {
            told.put(cell.id(), shown);
            var run = Frames.head(shown, doubts);
            var outputs = Frames.outputs(notebook.outputs(shown.run().exec()));
            run.set("outputs", outputs);
            runs.set(cell.id().value(), run);
            chars += outputs.toString().length();
        });
    }
}
