package org.anode.schema.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Applied;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.Obj;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

final class LedgerDocumentTest {
    private static final ActorId WRITER = new ActorId(Bytes.utf8("ledger-writer-01"));
    private static final ActorId READER = new ActorId(Bytes.utf8("ledger-reader-01"));

    @Test
    @DisplayName("what was written is read, by the writer, by who applies its changes, by who loads its snapshot")
    void writeAndRead() {
        try (var writer = LedgerDocument.create(WRITER);
                var reader = LedgerDocument.create(READER)) {
            for (var record : RecordJsonTest.RECORDS) {
                var applying = reader.apply(writer.write(List.of(record)));
                assertInstanceOf(Applied.Ok.class, applying.applied());
                assertEquals(List.of(record), applying.records().records());
                assertEquals(0, applying.records().unreadable());
            }
            assertHolds(RecordJsonTest.RECORDS, writer);
            assertHolds(RecordJsonTest.RECORDS, reader);
            assertEquals(writer.heads(), reader.heads());
            try (var loaded = load(writer.save())) {
                assertHolds(RecordJsonTest.RECORDS, loaded);
                assertEquals(writer.heads(), loaded.heads());
                assertTrue(writer.heads().stream().allMatch(loaded::has));
            }
        }
    }

    private static void assertHolds(List<LedgerRecord> records, LedgerDocument document) {
        assertEquals(new HashSet<>(records), new HashSet<>(document.records().records()));
    }

    private static LedgerDocument load(Bytes snapshot) {
        return switch (LedgerDocument.load(snapshot, READER)) {
            case LedgerDocument.Opened.Ok(var document) -> document;
            case LedgerDocument.Opened.Malformed(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    @DisplayName("a record is written once: the same key again changes nothing")
    void once() {
        try (var writer = LedgerDocument.create(WRITER)) {
            var first = new Assignment(new ExecId("e1"), new SessionId("s1"));
            assertEquals(1, writer.write(List.of(first)).size());
            assertEquals(
                    List.of(), writer.write(List.of(first, new Assignment(new ExecId("e1"), new SessionId("s2")))));
            assertEquals(List.of(), writer.write(List.of()));
            assertEquals(List.of(first), writer.records().records());
        }
    }

    @Test
    @DisplayName("DO-9 a record of a newer version is counted and skipped, the others are read")
    void unreadable() {
        try (var foreign = AutomergeDoc.create(Genesis.LEDGER.chunk(), WRITER);
                var reader = LedgerDocument.create(READER)) {
            var chunks = foreign.edit(tx -> {
                var finished = tx.map(Obj.ROOT, "finished");
                tx.put(finished, "e1", JsonNodeFactory.instance.objectNode().put("state", "melted"));
                tx.put(finished, "e2", "not even a map");
                tx.put(
                        tx.map(Obj.ROOT, "assignments"),
                        "e3",
                        JsonNodeFactory.instance.objectNode().put("session", "s1"));
            });
            var records = reader.apply(chunks).records();
            assertEquals(List.of(new Assignment(new ExecId("e3"), new SessionId("s1"))), records.records());
            assertEquals(2, records.unreadable());
            assertEquals(records, reader.records());
        }
    }

    @Test
    @DisplayName("two documents given the same changes in different orders and portions are equal")
    void anyOrder() {
        var ledgers = new ArrayList<List<ChangeChunk>>();
        for (int i = 0; i < 4; i++) ledgers.add(written("ledger-writer-1" + i, i));
        try (var a = LedgerDocument.create(READER);
                var b = LedgerDocument.create(READER)) {
            for (var chunks : ledgers) a.apply(chunks);
            for (var chunk : interleaved(ledgers, new Random(7))) b.apply(List.of(chunk));
            assertEquals(a.heads(), b.heads());
            assertEquals(a.records(), b.records());
            assertEquals(40, a.records().records().size());
        }
    }

    private static List<ChangeChunk> written(String actor, int number) {
        var chunks = new ArrayList<ChangeChunk>();
        try (var document = LedgerDocument.create(new ActorId(Bytes.utf8(actor)))) {
            for (int i = 0; i < 10; i++) {
                var exec = new ExecId("e" + number + "-" + i);
                chunks.addAll(document.write(List.of(new Assignment(exec, new SessionId("s" + number)))));
            }
        }
        return chunks;
    }

    /** The writers' changes mixed, each writer's own in order. */
    private static List<ChangeChunk> interleaved(List<List<ChangeChunk>> ledgers, Random random) {
        var turns = new ArrayList<Integer>();
        for (int i = 0; i < ledgers.size(); i++)
            turns.addAll(Collections.nCopies(ledgers.get(i).size(), i));
        Collections.shuffle(turns, random);
        var at = new int[ledgers.size()];
        return turns.stream().map(i -> ledgers.get(i).get(at[i]++)).toList();
    }

    @Test
    @DisplayName("bytes that are no document are a value")
    void notADocument() {
        for (var bytes : Set.of(Bytes.EMPTY, Bytes.utf8("nonsense")))
            assertInstanceOf(LedgerDocument.Opened.Malformed.class, LedgerDocument.load(bytes, READER));
    }
}
