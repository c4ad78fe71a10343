package org.anode.schema.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Applied;
import org.anode.schema.output.OutputsDocument.Place;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OutputsDocumentTest {
    private static final ActorId HOST = new ActorId(Bytes.utf8("outputs-host-001"));
    private static final ActorId READER = new ActorId(Bytes.utf8("outputs-reader-1"));
    private static final ExecId EXEC = new ExecId("e1");

    @Test
    @DisplayName("every kind of output is stored and read, with the order of the session in seq")
    void kinds() {
        try (var host = OutputsDocument.create(HOST);
                var reader = OutputsDocument.create(READER)) {
            var edits = new ArrayList<OutputEdit>();
            for (int i = 0; i < OutputJsonTest.OUTPUTS.size(); i++)
                edits.add(new OutputEdit.Put(EXEC, i, OutputJsonTest.OUTPUTS.get(i)));
            var applying = reader.apply(host.write(edits));
            assertInstanceOf(Applied.Ok.class, applying.applied());
            assertEquals(OutputJsonTest.OUTPUTS.size(), applying.touched().size());
            assertEquals(OutputJsonTest.OUTPUTS, host.outputs(EXEC));
            assertEquals(OutputJsonTest.OUTPUTS, reader.outputs(EXEC));
            assertEquals(Map.of(EXEC, OutputJsonTest.OUTPUTS.size()), reader.counts());
            assertEquals(
                    3, reader.entry(new Place(EXEC, 2)).orElseThrow().get("seq").asInt());
        }
    }

    @Test
    @DisplayName("a stream grows in place, its tail is replaced, an output is replaced and removed")
    void growing() {
        try (var host = OutputsDocument.create(HOST);
                var reader = OutputsDocument.create(READER)) {
            step(host, reader, new OutputEdit.OpenStream(EXEC, 0, "stdout", "é😀"), "é😀");
            step(host, reader, new OutputEdit.AppendStream(EXEC, 0, "ab"), "é😀ab");
            step(host, reader, new OutputEdit.ReplaceStreamTail(EXEC, 0, 3, "X\n"), "é😀X\n");
            step(host, reader, new OutputEdit.ReplaceStreamTail(EXEC, 0, 0, ""), "");
            step(host, reader, new OutputEdit.AppendStream(EXEC, 0, "z"), "z");
            step(host, reader, new OutputEdit.Put(EXEC, 0, new Output.Stream("stdout", new Data.Text("w"))), "w");
            assertEquals(List.of(), host.write(List.of(new OutputEdit.AppendStream(EXEC, 0, "no longer open"))));
            assertEquals(List.of(), host.write(List.of(new OutputEdit.AppendStream(EXEC, 9, "not there"))));
            var applying = reader.apply(host.write(List.of(new OutputEdit.Remove(EXEC, 0))));
            assertEquals(Set.of(new Place(EXEC, 0)), applying.touched());
            assertEquals(List.of(), reader.outputs(EXEC));
        }
    }

    private static void step(OutputsDocument host, OutputsDocument reader, OutputEdit edit, String text) {
        var applying = reader.apply(host.write(List.of(edit)));
        assertEquals(Set.of(new Place(EXEC, 0)), applying.touched());
        assertEquals(List.of(new Output.Stream("stdout", new Data.Text(text))), host.outputs(EXEC));
        assertEquals(host.outputs(EXEC), reader.outputs(EXEC));
    }

    @Test
    @DisplayName("a snapshot holds everything, and seq goes on after it")
    void snapshot() {
        try (var host = OutputsDocument.create(HOST)) {
            host.write(List.of(new OutputEdit.OpenStream(EXEC, 0, "stdout", "a")));
            host.write(List.of(new OutputEdit.OpenStream(EXEC, 1, "stderr", "b")));
            try (var loaded = load(host.save())) {
                assertEquals(host.outputs(EXEC), loaded.outputs(EXEC));
                assertEquals(host.heads(), loaded.heads());
                loaded.write(List.of(new OutputEdit.OpenStream(EXEC, 2, "stdout", "c")));
                assertEquals(3, loaded.entries(EXEC).get(2).get("seq").asInt());
            }
        }
    }

    private static OutputsDocument load(Bytes snapshot) {
        return switch (OutputsDocument.load(snapshot, HOST)) {
            case OutputsDocument.Opened.Ok(var document) -> document;
            case OutputsDocument.Opened.Malformed(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    @DisplayName("what the fold says and what the document holds are the same, whatever is put out")
    void fold() {
        for (long seed = 0; seed < 4; seed++) {
            var random = new Random(seed);
            var expected = new Stored();
            try (var host = OutputsDocument.create(HOST);
                    var reader = OutputsDocument.create(READER)) {
                var displays = new Displays();
                for (int run = 0; run < 3; run++) {
                    var exec = new ExecId("e" + run);
                    var fold = new OutputFold(exec, displays);
                    for (int i = 0; i < 60; i++) {
                        fold.on(OutputFoldTest.event(random));
                        reader.apply(host.write(expected.take(fold.flush())));
                    }
                    reader.apply(host.write(expected.take(fold.finish())));
                    assertEquals(
                            fold.outputsEnd(),
                            host.counts().getOrDefault(exec, 0).longValue(),
                            "seed " + seed);
                }
                for (var exec : host.execs()) {
                    assertEquals(expected.outputs(exec), host.outputs(exec), "seed " + seed);
                    assertEquals(expected.outputs(exec), reader.outputs(exec), "seed " + seed);
                }
                assertEquals(host.heads(), reader.heads());
            }
        }
    }

    @Test
    @DisplayName("two documents given the same changes in different orders are equal")
    void anyOrder() {
        var runs = new ArrayList<List<ChangeChunk>>();
        for (int i = 0; i < 3; i++) runs.add(run(i));
        try (var a = OutputsDocument.create(READER);
                var b = OutputsDocument.create(READER)) {
            runs.forEach(a::apply);
            Collections.reverse(runs);
            for (var chunks : runs) for (var chunk : chunks) b.apply(List.of(chunk));
            assertEquals(a.heads(), b.heads());
            assertEquals(3, a.execs().size());
            for (var exec : a.execs()) assertEquals(a.entries(exec), b.entries(exec));
        }
    }

    private static List<ChangeChunk> run(int number) {
        var chunks = new ArrayList<ChangeChunk>();
        var exec = new ExecId("e" + number);
        try (var document = OutputsDocument.create(new ActorId(Bytes.utf8("outputs-host-01" + number)))) {
            chunks.addAll(document.write(List.of(new OutputEdit.OpenStream(exec, 0, "stdout", "a"))));
            for (int i = 0; i < 5; i++)
                chunks.addAll(document.write(List.of(new OutputEdit.AppendStream(exec, 0, "line " + i + "\n"))));
        }
        assertTrue(chunks.size() >= 6);
        return chunks;
    }
}
