package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.node.store.Blobs;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ipynb.ImportedNotebook;
import org.anode.schema.ipynb.IpynbImport;
import org.anode.schema.ipynb.IpynbImport.FileRun;
import org.anode.schema.ledger.LedgerRecord;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputEdit;

/** Makes a notebook's documents out of a file (DO-6): its cells, and its outputs as finished runs. One turn. */
public final class Imported {
    private static final String FROM_FILE = "file";

    private final OpenNotebook notebook;
    private final SessionId session;

    private Imported(OpenNotebook notebook) {
        this.notebook = notebook;
        this.session = notebook.desk().freshSession();
    }

    /**
     * @param notebook a new one
     * @param title    what it is called if the file does not say
     */
    public static void into(OpenNotebook notebook, ImportedNotebook file, String title) {
        new Imported(notebook).write(file, title);
    }

    private void write(ImportedNotebook file, String title) {
        var desk = notebook.desk();
        var blobs = new Blobs(desk.store());
        notebook.edit(IpynbImport.edits(file, title, desk.random()));
        for (var blob : file.blobs().values()) notebook.pending().add(blobs.put(blob));
        var runs = IpynbImport.runs(file);
        if (runs.isEmpty()) return;
        var records = new ArrayList<LedgerRecord>();
        var outputs = new ArrayList<OutputEdit>();
        var seq = notebook.ledgers().view().nextSeq(notebook.ledgers().mine());
        for (var run : runs) add(run, seq++, records, outputs);
        notebook.outputs().write(session, outputs, Map.of());
        notebook.ledgers().write(records);
    }

    private void add(FileRun run, long seq, List<LedgerRecord> records, List<OutputEdit> outputs) {
        var exec = new ExecId(notebook.desk().freshName());
        records.add(request(run, exec, seq));
        run.executionCount().ifPresent(count -> records.add(new Started(exec, session, count)));
        records.add(new Finished(
                exec,
                state(run),
                Optional.empty(),
                OptionalLong.empty(),
                run.outputs().size()));
        for (int i = 0; i < run.outputs().size(); i++)
            outputs.add(new OutputEdit.Put(exec, i, run.outputs().get(i)));
    }

    private Request request(FileRun run, ExecId exec, long seq) {
        var cells = notebook.cells().view();
        var source = cells.cells().get(run.cell());
        var hash = Bytes.utf8(source == null ? "" : source.source()).sha256();
        return new Request(
                exec,
                run.cell(),
                cells.heads(),
                new BlobId(hash),
                seq,
                Optional.empty(),
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                Optional.of(FROM_FILE));
    }

    private static FinishState state(FileRun run) {
        return run.outputs().stream().anyMatch(Output.Failure.class::isInstance) ? FinishState.ERROR : FinishState.OK;
    }
}
