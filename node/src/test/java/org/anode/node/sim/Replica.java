package org.anode.node.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsChange;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.Order;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.engine.Applied;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.NotebookForExport;
import org.anode.schema.ledger.LedgerDocument;
import org.anode.schema.ledger.LedgerRecord;
import tools.jackson.databind.node.JsonNodeFactory;

/** A document of a simulated node: the real one. */
interface Replica extends AutoCloseable {
    /** What came of applying. */
    sealed interface Outcome {
        record Ok() implements Outcome {}

        record Missing(int count, Set<ChangeHash> deps) implements Outcome {}

        /** @param count of the changes before the one it is about */
        record Malformed(int count, String reason) implements Outcome {}
    }

    Outcome apply(List<ChangeChunk> changes);

    /** Some edit; none if it changed nothing. */
    List<ChangeChunk> edit(Random random, String freshName);

    boolean has(ChangeHash change);

    /** All that people could see of it, as bytes. */
    Bytes export();

    /** All its changes, each after what it builds on. */
    default List<ChangeChunk> history() {
        throw new IllegalStateException("only the cells are shown before their log has come");
    }

    @Override
    void close();

    static Replica open(DocumentName name, ActorId actor) {
        return switch (name) {
            case DocumentName.Cells _ -> new Cells(CellsDocument.create(actor));
            case DocumentName.Ledger _, DocumentName.Outputs _, DocumentName.Comments _ ->
                new Ledger(LedgerDocument.create(actor));
        };
    }

    /** The notebook. */
    record Cells(CellsDocument document) implements Replica {
        private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

        @Override
        public Outcome apply(List<ChangeChunk> changes) {
            return switch (document.apply(changes)) {
                case CellsChange.Ok _ -> new Outcome.Ok();
                case CellsChange.Missing missing -> new Outcome.Missing(missing.count(), missing.deps());
                case CellsChange.Malformed malformed -> new Outcome.Malformed(malformed.count(), malformed.reason());
            };
        }

        @Override
        public List<ChangeChunk> edit(Random random, String freshName) {
            return document.edit(List.of(some(random, freshName)));
        }

        private CellsEdit some(Random random, String freshName) {
            var cells = document.view().visible();
            int dice = cells.isEmpty() ? 0 : random.nextInt(10);
            if (dice < 2) {
                var order =
                        Order.between(cells.isEmpty() ? null : cells.getLast().order(), null, random);
                return new CellsEdit.Insert(
                        new CellId(freshName), CellType.CODE, order, "x = 1\n", JSON.objectNode(), JSON.objectNode());
            }
            var cell = cells.get(random.nextInt(cells.size()));
            int length = cell.source().length();
            int at = random.nextInt(length + 1);
            return switch (dice) {
                case 2 -> new CellsEdit.SetDeleted(cell.id(), true);
                case 3 ->
                    new CellsEdit.Move(
                            cell.id(), Order.between(null, cells.getFirst().order(), random));
                case 4 -> new CellsEdit.SetMeta("title", Optional.of(JSON.stringNode(freshName)));
                default -> new CellsEdit.Splice(cell.id(), at, random.nextInt(Math.min(3, length - at) + 1), freshName);
            };
        }

        @Override
        public boolean has(ChangeHash change) {
            return document.has(change);
        }

        @Override
        public List<ChangeChunk> history() {
            return ChunkCodec.parseOwn(document.history()) instanceof Parsed.Ok<List<ChangeChunk>>(var changes)
                    ? changes
                    : List.of();
        }

        @Override
        public Bytes export() {
            return IpynbCodec.render(new NotebookForExport(document.view(), Map.of(), _ -> Bytes.EMPTY));
        }

        @Override
        public void close() {
            document.close();
        }
    }

    /** A ledger; what a hostile member writes into other documents goes into one too. */
    record Ledger(LedgerDocument document) implements Replica {
        @Override
        public Outcome apply(List<ChangeChunk> changes) {
            return switch (document.apply(changes).applied()) {
                case Applied.Ok _ -> new Outcome.Ok();
                case Applied.Missing missing -> new Outcome.Missing(missing.count(), missing.deps());
                case Applied.Malformed malformed -> new Outcome.Malformed(malformed.count(), malformed.reason());
            };
        }

        @Override
        public List<ChangeChunk> edit(Random random, String freshName) {
            return document.write(List.of(new LedgerRecord.Control(
                    freshName,
                    LedgerRecord.ControlKind.CLEAR,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new CellId("cell")),
                    1)));
        }

        @Override
        public boolean has(ChangeHash change) {
            return document.has(change);
        }

        @Override
        public Bytes export() {
            var records = document.records().records().stream()
                    .map(LedgerRecord::toString)
                    .sorted();
            return Bytes.utf8(records.collect(Collectors.joining("\n")));
        }

        @Override
        public void close() {
            document.close();
        }
    }
}
