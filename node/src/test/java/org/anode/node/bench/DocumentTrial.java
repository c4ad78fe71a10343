package org.anode.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.anode.node.Memory;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import tools.jackson.databind.json.JsonMapper;

/** One task on one text in a fresh JVM: {@code replay|load SAVED}. Prints {@code {ms, rssMiB, length}}. */
public final class DocumentTrial {
    public static final long SEED = 1;
    static final CellId CELL = new CellId("text");

    private DocumentTrial() {}

    static void main(String[] args) throws IOException {
        var saved = Path.of(args[1]);
        CellsDocument.create(actor(9)).close(); // the native library is loaded before the clock starts
        var before = rssMiB();
        switch (args[0]) {
            case "replay" -> {
                var trace = Trace.make(SEED);
                var began = System.nanoTime();
                try (var document = replay(trace)) {
                    report(began, before, document);
                    Files.write(saved, document.save().toArray());
                }
            }
            case "load" -> {
                var bytes = Bytes.wrap(Files.readAllBytes(saved));
                var began = System.nanoTime();
                if (CellsDocument.load(bytes, actor(2)) instanceof CellsDocument.Opened.Ok(var document))
                    try (document) {
                        report(began, before, document);
                    }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    static CellsDocument replay(List<Trace.Edit> trace) {
        var document = CellsDocument.create(actor(1));
        var empty = JsonMapper.shared().createObjectNode();
        document.edit(List.of(new CellsEdit.Insert(CELL, CellType.MARKDOWN, "a", "", empty, empty)));
        for (var edits : changes(CELL, trace)) document.edit(edits);
        return document;
    }

    /** The trace as the edits of {@code cell}, one change after the other. */
    public static List<List<CellsEdit>> changes(CellId cell, List<Trace.Edit> trace) {
        var changes = new ArrayList<List<CellsEdit>>();
        for (int i = 0; i < trace.size(); i += Trace.EDITS_PER_CHANGE)
            changes.add(trace.subList(i, Math.min(trace.size(), i + Trace.EDITS_PER_CHANGE)).stream()
                    .<CellsEdit>map(edit -> new CellsEdit.Splice(cell, edit.at(), edit.delete(), edit.insert()))
                    .toList());
        return changes;
    }

    private static void report(long began, double rssBefore, CellsDocument document) {
        int length = document.view().cells().get(CELL).source().length();
        var ms = (System.nanoTime() - began) / 1e6;
        var json = JsonMapper.shared().createObjectNode();
        json.put("ms", ms).put("rssMiB", rssMiB() - rssBefore).put("length", length);
        System.out.println(json);
    }

    private static ActorId actor(int number) {
        return new ActorId(Bytes.wrap(new byte[] {(byte) number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
    }

    private static double rssMiB() {
        return Memory.residentKib(ProcessHandle.current().pid()) / 1024;
    }
}
