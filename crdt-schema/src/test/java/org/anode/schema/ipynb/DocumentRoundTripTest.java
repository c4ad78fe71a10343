package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ExecId;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import org.anode.schema.output.OutputEdit;
import org.anode.schema.output.OutputsDocument;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File → Automerge documents → saved and loaded again → views → file. */
class DocumentRoundTripTest {
    private static final int SEEDS = Integer.getInteger("anode.seeds", 25);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canonical.ipynb",
                "ascii.ipynb",
                "minified.ipynb",
                "tabs-crlf.ipynb",
                "slashes.ipynb",
                "strings.ipynb",
                "by-hand.ipynb"
            })
    @DisplayName("DO-7 through documents a valid 4.5 file comes back byte for byte")
    void byteIdentical(String name) {
        var file = Notebooks.resource(name);
        assertEquals(file, throughDocuments(Notebooks.accept(file).notebook(), List.of()));
    }

    @Test
    @DisplayName("DO-7 through documents random valid 4.5 files come back byte for byte")
    void random() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var file = new RandomNotebook(seed).write();
            Notebooks.assertSame(file, throughDocuments(Notebooks.accept(file).notebook(), List.of()), "seed " + seed);
        }
    }

    @Test
    @DisplayName("an edit of one source in the document changes the lines of that source only")
    void oneEdit() {
        var file = Notebooks.resource("canonical.ipynb");
        var edit = new CellsEdit.SetSource(new CellId("calc"), "x = 1\nx / 2\n😀");
        assertEquals(
                file.replace("    \"x / 2\"\n", "    \"x / 2\\n\",\n    \"😀\"\n"),
                throughDocuments(Notebooks.accept(file).notebook(), List.of(edit)));
    }

    @Test
    @DisplayName("real notebooks come back through documents as they come back without")
    void real() throws java.io.IOException {
        var shared = Notebooks.shared();
        assumeTrue(shared.isPresent(), "shared notebooks are not here");
        for (var folder : List.of("pytudes", "nbformat")) {
            try (var files = java.nio.file.Files.list(shared.get().resolve(folder))) {
                for (var path :
                        files.filter(f -> f.toString().endsWith(".ipynb")).toList()) {
                    if (!(Notebooks.parse(Notebooks.read(path)) instanceof ParsedNotebook.Ok(var notebook, var _)))
                        continue;
                    Notebooks.assertSame(
                            Notebooks.exported(notebook), throughDocuments(notebook, List.of()), path.toString());
                }
            }
        }
    }

    @Test
    @DisplayName("DO-7 names that no document can hold, empty ones and very long ones, come back too")
    void oddNames() {
        for (var name : List.of("", "k".repeat(5_000))) {
            var odd = "{\"" + name + "\": {\"" + name + "\": [{\"" + name + "\": 1}], \"a\": 2}}";
            var file = """
                    {"cells": [{"attachments": {"%2$s": {"image/png": "AA=="}, "a.png": {"%2$s": "AA=="}}, "cell_type": "markdown",
                    "id": "a", "metadata": %1$s, "source": []}, {"cell_type": "code", "execution_count": 1, "id": "b", "metadata": {},
                    "outputs": [{"data": {"application/json": %1$s, "text/plain": "x"}, "execution_count": 1, "metadata": %1$s,
                    "output_type": "execute_result"}], "source": []}], "metadata": %1$s, "nbformat": 4, "nbformat_minor": 5}
                    """.formatted(odd, name);
            var notebook = Notebooks.accept(file).notebook();
            Notebooks.assertSame(Notebooks.exported(notebook), throughDocuments(notebook, List.of()), "name " + name);
            Notebooks.assertSame(file, Notebooks.exported(notebook), "name " + name);
        }
    }

    private static String throughDocuments(ImportedNotebook notebook, List<CellsEdit> changes) {
        var edits = new ArrayList<>(IpynbImport.edits(notebook, Notebooks.TITLE_OF_FILE, new Random(2)));
        edits.addAll(changes);
        Bytes snapshot;
        try (var document = CellsDocument.create(actor(1))) {
            document.edit(edits);
            snapshot = document.save();
        }
        var view = view(snapshot);
        return IpynbCodec.render(new NotebookForExport(view, runs(notebook), Notebooks.blobs(notebook.blobs())))
                .toUtf8();
    }

    private static CellsView view(Bytes snapshot) {
        var opened = assertInstanceOf(CellsDocument.Opened.Ok.class, CellsDocument.load(snapshot, actor(2)));
        try (var document = opened.document()) {
            return document.view();
        }
    }

    private static Map<CellId, CellRun> runs(ImportedNotebook notebook) {
        var edits = new ArrayList<OutputEdit>();
        for (var run : IpynbImport.runs(notebook))
            for (int i = 0; i < run.outputs().size(); i++)
                edits.add(new OutputEdit.Put(exec(run.cell()), i, run.outputs().get(i)));
        Bytes snapshot;
        try (var document = OutputsDocument.create(actor(3))) {
            document.write(edits);
            snapshot = document.save();
        }
        var opened = assertInstanceOf(OutputsDocument.Opened.Ok.class, OutputsDocument.load(snapshot, actor(4)));
        try (var document = opened.document()) {
            var runs = new HashMap<CellId, CellRun>();
            for (var run : IpynbImport.runs(notebook))
                runs.put(run.cell(), new CellRun(run.executionCount(), document.outputs(exec(run.cell()))));
            return runs;
        }
    }

    private static ExecId exec(CellId cell) {
        return new ExecId(cell.value());
    }

    private static ActorId actor(int n) {
        return new ActorId(Bytes.wrap(new byte[] {(byte) n}).sha256().slice(0, ActorId.SIZE_BYTES));
    }
}
