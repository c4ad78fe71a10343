package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.schema.cells.CellType;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class UpgradeTest {
    @Test
    @DisplayName("format 2: lines without ends, short mime names, worksheets in a row, the name as title")
    void format2() {
        var parsed = Notebooks.accept(Notebooks.resource("version2.ipynb"));
        var cells = parsed.notebook().cells();
        assertEquals(Optional.of("Old notes"), parsed.notebook().title());
        assertEquals(
                List.of("First line\n\nlast line", "for i in range(2):\n    print i", "as it is"),
                cells.stream().map(ImportedCell::source).toList());
        assertEquals(
                List.of(CellType.MARKDOWN, CellType.CODE, CellType.RAW),
                cells.stream().map(ImportedCell::type).toList());
        var code = cells.get(1);
        assertEquals(OptionalLong.of(7), code.executionCount());
        assertTrue(code.meta().get("collapsed").booleanValue());
        assertEquals(
                new Output.Stream("stderr", new Data.Text("0\n1")),
                code.outputs().getFirst());
        assertEquals(
                new Output.Result(
                        7,
                        Map.of(
                                "text/plain", new Data.Text("<a>"),
                                "text/html", new Data.Text("<b/>"),
                                "text/latex", new Data.Text("$x$"),
                                "image/svg+xml", new Data.Text("<svg>\n</svg>"),
                                "image/png", new Data.Text("aGVsbG8=\n"),
                                "image/jpeg", new Data.Text("aGVs"),
                                "application/javascript", new Data.Text("f()"),
                                "application/json", new Data.Text("{\"b\":1,\"a\":[2]}")),
                        JsonNodeFactory.instance.objectNode()),
                code.outputs().get(1));
        assertEquals(List.of("The file was upgraded from notebook format 2.0 to 4.5."), parsed.notices());
        NbformatSchema.assertValid(Notebooks.exported(parsed.notebook()));
    }

    @Test
    @DisplayName("format 3: heading and html become markdown, pyerr becomes error; what has no place is told")
    void format3() {
        var parsed = Notebooks.accept(Notebooks.resource("version3.ipynb"));
        var cells = parsed.notebook().cells();
        assertTrue(parsed.notebook().title().isEmpty());
        assertFalse(parsed.notebook().meta().has("signature"));
        assertEquals("### Two lines", cells.getFirst().source());
        assertEquals("t", cells.getFirst().meta().get("tags").get(0).stringValue());
        assertEquals(CellType.MARKDOWN, cells.get(1).type());
        var code = cells.get(3);
        assertEquals("1/0\nx", code.source());
        assertEquals(
                new Output.Failure("ZeroDivisionError", "by zero", List.of("\u001b[31mline")),
                code.outputs().getFirst());
        var display = (Output.Display) code.outputs().get(1);
        assertEquals(3, display.meta().get("image/png").get("width").asInt());
        assertEquals(
                new Output.Stream("stdout", new Data.Text("no name")),
                code.outputs().get(2));
        assertEquals(
                "Parts of the old format that 4.5 has no place for were left out: metadata of a worksheet, odd of cell 4,"
                        + " language ruby of cell 4.",
                parsed.notices().get(1));
    }

    @Test
    @DisplayName("what is no cell or output in an old file is refused as in a new one")
    void refusals() {
        var file = "{\"nbformat\":3,\"worksheets\":[{\"cells\":[%s]}]}";
        assertTrue(Notebooks.refusal(file.formatted("7")).contains("cell 1"));
        assertTrue(Notebooks.refusal(file.formatted("{\"cell_type\":\"sql\",\"source\":[]}"))
                .contains("\"sql\""));
        assertTrue(Notebooks.refusal(file.formatted("{\"cell_type\":\"code\",\"outputs\":[{\"output_type\":\"x\"}]}"))
                .contains("\"x\""));
        assertTrue(Notebooks.refusal(file.formatted("{\"cell_type\":\"code\",\"outputs\":[5]}"))
                .contains("output"));
    }

    @Test
    @DisplayName("formats 4.0 to 4.4 get ids and version 4.5, all else stays as it is")
    void format4() {
        for (int minor = 0; minor <= 4; minor++) {
            var file = Notebooks.resource("four-spaces.ipynb")
                    .replaceAll(" *\"id\": \"[^\"]*\",\r?\n", "")
                    .replace("\"nbformat_minor\": 5", "\"nbformat_minor\": " + minor);
            var parsed = Notebooks.accept(file);
            assertEquals(
                    List.of("The file was upgraded from notebook format 4." + minor + " to 4.5."), parsed.notices());
            var exported = Notebooks.exported(parsed.notebook());
            assertEquals(
                    file.replace("\"nbformat_minor\": " + minor, "\"nbformat_minor\": 5"),
                    exported.replaceAll(" *\"id\": \"[^\"]*\",\r?\n", ""));
            assertEquals(5, exported.split("\"id\": \"[0-9a-f]{8}\"", -1).length - 1);
            assertEquals(exported, Notebooks.exported(exported));
        }
    }
}
