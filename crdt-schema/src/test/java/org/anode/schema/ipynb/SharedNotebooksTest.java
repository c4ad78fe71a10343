package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.anode.schema.Bytes;
import org.anode.schema.cells.CellType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of documents.md, "ipynb", on the real files where they are. */
class SharedNotebooksTest {
    private static Bytes nbformat(String name) {
        var shared = Notebooks.shared();
        assumeTrue(shared.isPresent(), "shared notebooks are not here");
        return Notebooks.read(shared.get().resolve("nbformat").resolve(name + ".ipynb"));
    }

    private static void survives(ImportedNotebook notebook) {
        var first = Notebooks.exported(notebook);
        var again = Notebooks.accept(first);
        assertEquals(first, Notebooks.exported(again.notebook()), "export of the import of an export");
        assertEquals(notebook.cells(), again.notebook().cells());
        assertEquals(notebook.title(), again.notebook().title());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test4.5",
                "test4",
                "test4docinfo",
                "test4custom",
                "test4jupyter_metadata",
                "test4jupyter_metadata_timings",
                "many_tracebacks",
                "no_min_version",
                "v4_5_no_cell_id"
            })
    @DisplayName("format 4 files are imported, ids minted where missing, and survive export and import")
    void importsFormat4(String name) {
        var parsed = Notebooks.accept(nbformat(name));
        var ids = new HashSet<>();
        assertTrue(parsed.notebook().cells().stream().allMatch(cell -> ids.add(cell.id())));
        survives(parsed.notebook());
        var exported = Notebooks.exported(parsed.notebook());
        NbformatSchema.assertValid(exported);
        assertEquals(withoutVersionAndIds(nbformat(name).toUtf8()), withoutVersionAndIds(exported));
    }

    private static String withoutVersionAndIds(String notebook) {
        return notebook.replaceAll("   \"id\": \"[^\"]*\",\n", "").replaceAll(",\n \"nbformat_minor\": \\d", "");
    }

    @Test
    @DisplayName("an untouched valid 4.5 file is exported byte for byte")
    void byteIdentical() {
        var file = nbformat("test4.5");
        assertEquals(file.toUtf8(), Notebooks.exported(Notebooks.accept(file).notebook()));
        assertEquals(java.util.List.of(), Notebooks.accept(file).notices());
    }

    @ParameterizedTest
    @CsvSource({
        "test2, 21",
        "test3, 9",
        "test3_no_metadata, 9",
        "test3_no_min_version, 0",
        "test3_no_worksheets, 0",
        "test3_worksheet_with_no_cells, 0"
    })
    @DisplayName("format 2 and 3 files are upgraded and imported")
    void upgrades(String name, int cells) {
        var parsed = Notebooks.accept(nbformat(name));
        assertEquals(cells, parsed.notebook().cells().size());
        assertTrue(
                parsed.notices().getFirst().startsWith("The file was upgraded"),
                parsed.notices().toString());
        survives(parsed.notebook());
        NbformatSchema.assertValid(Notebooks.exported(parsed.notebook()));
    }

    @Test
    @DisplayName("format 3 headings become markdown, pyout becomes execute_result")
    void upgradesParts() {
        var cells = Notebooks.accept(nbformat("test3")).notebook().cells();
        assertEquals(CellType.MARKDOWN, cells.getFirst().type());
        assertEquals("# nbconvert latex test", cells.getFirst().source());
        assertTrue(cells.stream()
                .flatMap(cell -> cell.outputs().stream())
                .anyMatch(output -> output instanceof org.anode.schema.output.Output.Result));
    }

    @ParameterizedTest
    @CsvSource({"invalid_unique_cell_id, used twice", "invalid_cell_id, does not allow"})
    @DisplayName("DO-3 bad cell ids are minted anew and the user is told")
    void mintsBadIds(String name, String told) {
        var parsed = Notebooks.accept(nbformat(name));
        assertTrue(
                parsed.notices().stream().anyMatch(notice -> notice.contains(told)),
                parsed.notices().toString());
        survives(parsed.notebook());
        NbformatSchema.assertValid(Notebooks.exported(parsed.notebook()));
    }

    @Test
    @DisplayName("the schema these tests validate with tells valid from invalid")
    void schemaWorks() {
        assumeTrue(NbformatSchema.isHere(), "shared notebooks are not here");
        assertTrue(NbformatSchema.isValid(Notebooks.resource("canonical.ipynb")));
        assertFalse(NbformatSchema.isValid(Notebooks.resource("canonical.ipynb").replace("\"id\": \"raw-1\",", "")));
        assertFalse(NbformatSchema.isValid(nbformat("invalid_cell_id").toUtf8()));
    }

    @Test
    @DisplayName("invalid metadata is kept as it is and the user is told")
    void keepsInvalidMetadata() {
        var file = nbformat("v4_5_invalid_metadata");
        var parsed = Notebooks.accept(file);
        assertTrue(
                parsed.notices().toString().contains("kernelspec"),
                parsed.notices().toString());
        assertEquals(file.toUtf8(), Notebooks.exported(parsed.notebook()));
    }

    @Test
    @DisplayName("a cell without source is refused by name")
    void refusesMissingSource() {
        assertTrue(Notebooks.refusal(nbformat("invalid")).contains("cell 1 has no source"));
    }

    @Test
    @DisplayName("DO-9 a newer format with unknown parts is refused by version")
    void refusesNewer() {
        assertTrue(Notebooks.refusal(nbformat("test4plus")).contains("4.99"));
    }

    @Test
    @DisplayName("real notebooks survive, valid 4.5 ones byte for byte, older ones but for ids and version")
    void pytudes() throws IOException {
        var shared = Notebooks.shared();
        assumeTrue(shared.isPresent(), "shared notebooks are not here");
        try (var files = Files.list(shared.get().resolve("pytudes"))) {
            var notebooks = files.filter(f -> f.toString().endsWith(".ipynb")).toList();
            assertFalse(notebooks.isEmpty());
            notebooks.forEach(SharedNotebooksTest::pytude);
        }
    }

    private static void pytude(Path path) {
        var file = Notebooks.read(path).toUtf8();
        var exported = Notebooks.exported(file);
        NbformatSchema.assertValid(exported);
        var withoutIds = exported.replaceAll("   \"id\": \"[0-9a-f]{8}\",\n", "");
        boolean current = file.contains("\"nbformat_minor\": 5");
        assertEquals(
                file.replaceAll("\"nbformat_minor\": \\d", "\"nbformat_minor\": 5"),
                current ? exported : withoutIds,
                path.toString());
        survives(Notebooks.accept(file).notebook());
    }
}
