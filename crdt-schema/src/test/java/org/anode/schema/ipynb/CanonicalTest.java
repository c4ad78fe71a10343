package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsView;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Notebooks that were made here: as nbformat would write them. */
class CanonicalTest {
    private static final Bytes HTML = Bytes.utf8("<b>\n</b>");
    private static final BlobId BLOB = new BlobId(HTML.sha256());

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Cell cell(String id, String order, String source, boolean deleted) {
        return new Cell(new CellId(id), CellType.CODE, order, source, deleted, object(), object());
    }

    private static NotebookForExport notebook() {
        var second = cell("second", "b", "1", false);
        var first = cell("first", "a", "", false);
        var binned = cell("binned", "c", "gone", true);
        var meta = object().put("title", "Neu");
        meta.set("kernelspec", object().put("name", "python3").put("display_name", "Python 3"));
        List<Output> outputs = List.of(
                new Output.Stream("stdout", new Data.Text("a\nb")),
                new Output.Display(
                        Optional.of("id"),
                        Map.of("text/html", new Data.Blob(BLOB, HTML.size()), "image/png", new Data.Text("aGk=\n")),
                        object().put("width", 1.5)),
                new Output.Result(3, Map.of("application/json", new Data.Text("{\"b\":[1e0],\"a\":2}")), object()),
                new Output.Result(
                        Output.Result.NO_COUNT, Map.of("application/json", new Data.Text("no json {")), object()),
                new Output.Failure("E", "v", List.of("t1\nt2")));
        return new NotebookForExport(
                new CellsView(Set.of(), Map.of(first.id(), first, second.id(), second, binned.id(), binned), meta),
                Map.of(second.id(), new CellRun(OptionalLong.of(3), outputs)),
                id -> Optional.of(HTML).filter(_ -> id.equals(BLOB)).orElseThrow());
    }

    @Test
    @DisplayName("a notebook made here is written as nbformat writes it: sorted keys, one space, lines, outputs inline")
    void madeHere() {
        var exported = IpynbCodec.render(notebook()).toUtf8();
        assertEquals(Notebooks.resource("made-here.ipynb"), exported);
        NbformatSchema.assertValid(exported);
    }

    @Test
    @DisplayName("an output whose blob is missing fails the export, it is not left out")
    void missingBlob() {
        var whole = notebook();
        assertThrows(
                NoSuchElementException.class,
                () -> IpynbCodec.render(new NotebookForExport(whole.view(), whole.runs(), _ -> {
                    throw new NoSuchElementException("not here");
                })));
    }
}
