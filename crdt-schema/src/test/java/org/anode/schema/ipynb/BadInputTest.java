package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bad file gives one sentence that says what happened and what to do; each odd one is taken and told. */
class BadInputTest {
    private static void refused(Bytes file, String... says) {
        var sentence = Notebooks.refusal(file);
        assertTrue(sentence.startsWith("This file"), sentence);
        assertTrue(sentence.endsWith("."), sentence);
        assertTrue(sentence.codePoints().noneMatch(Character::isISOControl), sentence);
        for (var part : says) assertTrue(sentence.contains(part), sentence);
    }

    private static void refused(String file, String... says) {
        refused(Bytes.utf8(file), says);
    }

    private static String notebook(String cells) {
        return "{\"cells\": [" + cells + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}";
    }

    private static String code(String outputs) {
        return notebook("{\"cell_type\":\"code\",\"execution_count\":null,\"id\":\"a\",\"metadata\":{},\"source\":[],"
                + "\"outputs\":[" + outputs + "]}");
    }

    private static String markdown(String source) {
        return notebook("{\"cell_type\":\"markdown\",\"id\":\"a\",\"metadata\":{},\"source\":" + source + "}");
    }

    private static void told(String file, String... says) {
        var notices = String.join("\n", Notebooks.accept(file).notices());
        for (var part : says) assertTrue(notices.contains(part), notices);
        if (says.length == 0) assertEquals("", notices);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%PDF-1.7 | PDF",
                "import numpy as np | Python",
                "<!DOCTYPE html><html> | web page",
                "version https://git-lfs.github.com/spec/v1 | Git LFS",
                "Dear diary | text",
                "<?xml version='1.0'?> | XML",
                "SQLite format 3 | SQLite"
            })
    @DisplayName("what is no JSON is called by what it looks like")
    void notJson(String file, String says) {
        refused(file, "not a notebook", says);
    }

    @Test
    @DisplayName("binary files are called by what they look like")
    void binary() {
        refused(Bytes.hex("89504e470d0a1a0a0000"), "PNG");
        refused(Bytes.hex("504b030414000600"), "ZIP");
        refused(Bytes.hex("1f8b0800"), "gzip");
        refused(Bytes.hex("c3287b7d"), "UTF-8", "byte 0");
        refused(Bytes.EMPTY, "empty");
        refused(" \n ", "empty");
    }

    @Test
    @DisplayName("a truncated file is refused with the line where it ends")
    void truncated() {
        var whole = Notebooks.resource("canonical.ipynb");
        int cut = whole.indexOf("x / 2");
        var sentence = Notebooks.refusal(whole.substring(0, cut));
        var line = whole.substring(0, cut).lines().count();
        assertTrue(sentence.contains("(line " + line + ")"), sentence);
        for (int at = 1; at < whole.stripTrailing().length(); at += 13) refused(whole.substring(0, at));
    }

    @Test
    @DisplayName("a broken line is named, a merge conflict too")
    void brokenLine() {
        refused("{\n \"cells\": [\n  oops\n ]\n}", "line 3");
        refused("{} {}", "line 1");
        refused("{\"a\": 1,}", "line 1");
        refused("{\n\"cells\": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n]}", "merge conflict at line 3");
    }

    @Test
    @DisplayName("JSON that is no notebook, or of no known version, is refused")
    void noNotebook() {
        refused("[1]", "not a notebook");
        refused("\"text\"", "not a notebook");
        refused("{}", "nbformat");
        refused("{\"nbformat\": \"4\"}", "nbformat");
        refused("{\"nbformat\": 5, \"nbformat_minor\": 2, \"cells\": []}", "5.2", "newer");
        refused("{\"nbformat\": 1, \"cells\": []}", "1.0", "older");
        refused("{\"nbformat\": 4, \"metadata\": {}}", "cells");
        refused("{\"nbformat\": 4, \"metadata\": [], \"cells\": []}", "metadata");
    }

    @Test
    @DisplayName("DO-9 unknown cell and output types are refused by name and version, never dropped")
    void unknownTypes() {
        var newer = "{\"cells\":[%s],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":99}";
        var cell =
                "{\"cell_type\":\"%s\",\"metadata\":{},\"source\":[],\"outputs\":[%s],\"execution_count\":null,\"id\":\"q\"}";
        refused(newer.formatted(cell.formatted("sql", "")), "4.99", "cell 1", "\"sql\"");
        refused(newer.formatted(cell.formatted("code", "{\"output_type\":\"movie\"}")), "4.99", "cell 1", "\"movie\"");
        refused(notebook(cell.formatted("heading", "")), "4.5", "cell 1", "\"heading\"");
        refused(notebook(cell.formatted("code", "{\"output_type\":\"movie\"}")), "4.5", "\"movie\"");
        refused(notebook(cell.formatted("code", "{}")), "no type");
        told(newer.formatted(cell.formatted("code", "")), "4.99", "4.5");
    }

    @Test
    @DisplayName("cells of a wrong shape are refused by number and id")
    void wrongCells() {
        refused(
                notebook("{\"cell_type\":\"code\",\"id\":\"no-source\",\"metadata\":{}}"),
                "cell 1 (\"no-source\")",
                "source");
        refused(markdown("7"), "cell 1", "source");
        refused(markdown("[\"a\", 1]"), "cell 1", "source");
        refused(notebook("3"), "cell 1", "object");
        refused(code("3"), "cell 1", "output");
        refused(code("{\"output_type\":\"display_data\",\"metadata\":{},\"data\":[]}"), "cell 1", "data");
        refused(notebook("{\"cell_type\":\"raw\",\"id\":\"a\",\"metadata\":5,\"source\":[]}"), "cell 1", "metadata");
    }

    @Test
    @DisplayName("what is missing is added empty and told")
    void missingParts() {
        told(code(""));
        told(code("{\"output_type\":\"stream\",\"text\":\"x\"}"), "name of an output of cell 1");
        told(code("{\"output_type\":\"display_data\"}"), "data of an output", "metadata of an output");
        told(code("{\"output_type\":\"error\",\"ename\":1,\"evalue\":\"\",\"traceback\":\"t\"}"), "ename", "traceback");
        told(
                code("{\"output_type\":\"display_data\",\"metadata\":{},\"data\":{\"text/plain\":{\"a\":1}}}"),
                "text/plain");
        told(
                notebook("{\"cell_type\":\"code\",\"source\":[]}"),
                "outputs of cell 1",
                "metadata",
                "execution_count",
                "id");
        NbformatSchema.assertValid(Notebooks.exported(notebook("{\"cell_type\":\"code\",\"source\":[]}")));
        NbformatSchema.assertValid(Notebooks.exported(
                code("{\"output_type\":\"error\",\"ename\":1,\"evalue\":\"\",\"traceback\":[\"t\",4]},"
                        + "{\"output_type\":\"display_data\",\"data\":{\"text/plain\":{\"a\":1}}}")));
    }

    @Test
    @DisplayName("R12 depth, numbers and keys have limits")
    void limits() {
        refused("[".repeat(100_000), "deeper than 200");
        refused(markdown("[" + "[".repeat(300) + "]".repeat(300) + "]"), "deeper than 200");
        refused("{\"nbformat\": " + "4".repeat(2_000) + "}", "number of more than 1000");
        refused("{\"" + "k".repeat(70_000) + "\": 4}", "key of more than");
        refused("{\"a\":\n" + "{\"a\":".repeat(5_000), "deeper than 200");
        refused(Bytes.wrap(new byte[Limits.FILE_MAX_BYTES + 1]), "256 MiB");
    }

    @Test
    @DisplayName("nesting just within the limit survives")
    void deepest() {
        int depth = Limits.NESTING_MAX - 2;
        var deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        var file = "{\"cells\":[],\"metadata\":{\"deep\":" + deep + "},\"nbformat\":4,\"nbformat_minor\":5}";
        assertEquals(file, Notebooks.exported(file));
        var spread = file.replace("\"a\":", "\"a\" : ");
        assertEquals(spread, Notebooks.exported(spread));
    }

    @Test
    @DisplayName("a key twice in one object is refused with its line")
    void duplicateKeys() {
        refused("{\"nbformat\": 4,\n \"nbformat\": 4}", "\"nbformat\" twice", "line 2");
        refused("{\"a\": 4,\n \"\\u0061\": 4}", "\"a\" twice");
    }

    @Test
    @DisplayName("NaN and Infinity are read as null and told: an export is JSON again")
    void nonNumbers() {
        var file = code("{\"output_type\":\"display_data\",\"metadata\":{\"m\":-Infinity},"
                + "\"data\":{\"application/json\":[NaN, Infinity, 1]}}");
        told(file, "NaN and Infinity", "3 times");
        assertTrue(Notebooks.exported(file).contains("[null, null, 1]"), Notebooks.exported(file));
        NbformatSchema.assertValid(Notebooks.exported(file));
    }

    @Test
    @DisplayName("a byte order mark is taken and told, UTF-16 is refused")
    void encodings() {
        var file = markdown("[\"ü\"]");
        told("\uFEFF" + file, "byte order mark");
        assertEquals(file, Notebooks.exported("\uFEFF" + file));
        refused(Bytes.wrap(file.getBytes(StandardCharsets.UTF_16)), "UTF-16");
        refused(Bytes.wrap(file.getBytes(StandardCharsets.UTF_16LE)), "UTF-16");
        refused(Bytes.wrap(file.getBytes(StandardCharsets.UTF_16BE)), "UTF-16");
        refused(Bytes.wrap(file.getBytes(StandardCharsets.ISO_8859_1)), "UTF-8");
    }

    @Test
    @DisplayName("halves of surrogate pairs are replaced and told, pairs stay")
    void surrogates() {
        var file = markdown("[\"\\ud800 \\udc00\\ud800\", \"\\ud83d\\ude00\"]");
        told(file, "3 were replaced");
        var cell = Notebooks.accept(file).notebook().cells().getFirst();
        assertEquals("\uFFFD \uFFFD\uFFFD😀", cell.source());
        var exported = Notebooks.exported(file);
        assertTrue(exported.contains("\\ufffd \\ufffd\\ufffd"), exported);
        assertTrue(exported.contains("\\ud83d\\ude00"), exported);
    }

    @Test
    @DisplayName("DO-3 missing, bad and repeated ids are minted anew, never one that is in the file")
    void ids() {
        var cell = "{\"cell_type\":\"raw\",%s\"metadata\":{},\"source\":[]}";
        var file = notebook(String.join(
                ",",
                cell.formatted(""),
                cell.formatted("\"id\":\"same\","),
                cell.formatted("\"id\":\"same\","),
                cell.formatted("\"id\":\"a b\","),
                cell.formatted("\"id\":7,"),
                cell.formatted("\"id\":\"last\",")));
        var minted = List.of("last", "m1", "m1", "same", "m2", "m3", "m4").iterator();
        var parsed = (ParsedNotebook.Ok) IpynbCodec.parse(Bytes.utf8(file), () -> new CellId(minted.next()));
        assertEquals(
                List.of("m1", "same", "m2", "m3", "m4", "last"),
                parsed.notebook().cells().stream().map(c -> c.id().value()).toList());
        assertEquals(3, parsed.notices().size(), parsed.notices().toString());
        assertTrue(parsed.notices().toString().contains("cell 3 (\"same\")"));
        NbformatSchema.assertValid(Notebooks.exported(parsed.notebook()));
    }

    @Test
    @DisplayName("odd metadata is kept as it is and told")
    void oddMetadata() {
        var file =
                "{\"cells\": [{\"cell_type\": \"code\", \"execution_count\": -1, \"id\": \"a\", \"metadata\": {\"tags\": [\"a,b\"],"
                        + " \"name\": 1}, \"outputs\": [], \"source\": []}], \"metadata\": {\"title\": 3, \"authors\": {}}, \"nbformat\": 4,"
                        + " \"nbformat_minor\": 5}";
        told(file, "authors, title, name of cell 1 (\"a\"), tags of cell 1", "execution_count of cell 1");
        assertEquals(file.replace("-1", "null"), Notebooks.exported(file));
    }

    @Test
    @DisplayName("R12 random damage never throws")
    void randomDamage() {
        var file = Bytes.utf8(Notebooks.resource("by-hand.ipynb")).toArray();
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var damaged = file.clone();
            for (int i = 0; i < 1 + random.nextInt(3); i++)
                damaged[random.nextInt(damaged.length)] = (byte) " {}[]\",:0\\u".charAt(random.nextInt(11));
            if (Notebooks.parse(Bytes.wrap(damaged)) instanceof ParsedNotebook.Ok(var notebook, var _))
                assertTrue(Notebooks.exported(notebook).contains("nbformat"), "seed " + seed);
        }
    }
}
