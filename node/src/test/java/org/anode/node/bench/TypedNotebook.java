package org.anode.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Samples;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.NotebookId;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsDocument;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.engine.NativeLibrary;
import tools.jackson.databind.json.JsonMapper;

/**
 * A notebook that Anna has shared with Bela, in the making: she types in fifty cells, some dozen keys in each before the
 * next. Each key is a change, and each change a batch.
 */
final class TypedNotebook implements AutoCloseable {
    private static final int CELLS = 50;
    private static final int RUN_KEYS_MAX = 60;
    private static final int BATCHES_PER_WRITE = 1_000;

    static final NotebookId NOTEBOOK = Samples.NOTEBOOK;
    static final Identity ANNA = Samples.ANNA;
    static final Identity BELA = Samples.BELA;

    private final Store store;
    private final DocumentLog log;
    private final BatchWriter writer = Samples.writer(1);
    private final CellsDocument document;
    private int changes;
    private final List<Store.Change> unwritten = new ArrayList<>();
    private final Random random = new Random(1);
    private final int[] lengths = new int[CELLS];
    private int cell;
    private int cursor;
    private int runLeft = 1;

    TypedNotebook(Store store) {
        this.store = store;
        NativeLibrary.load(PlatformFolders.current().cache().resolve("native"));
        log = joined(store).document(Samples.CELLS);
        document = CellsDocument.create(writer.actor());
        var none = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < CELLS; i++)
            edit(new CellsEdit.Insert(id(i), CellType.CODE, "a" + (char) ('A' + i), "", none, none));
    }

    /** The notebook with its members and nothing in it. */
    static NotebookLog joined(Store store) {
        var notebooks = new Notebooks(store);
        store.write(notebooks.create(Samples.NOTEBOOK, Samples.ROOT.encoded()));
        var notebook = notebooks.log(Samples.NOTEBOOK);
        store.write(List.of(
                notebook.appendStatement(grant(Samples.BELA).encoded()),
                RoomSecrets.put(notebook, new RoomSecrets.Kept(0, Samples.filled(32, 7)))));
        return notebook;
    }

    private static SealedStatement grant(Identity to) {
        var body = new Statement.Grant(
                to.keys().publicKey(),
                to.keys().agreementKey(),
                to.person(),
                Role.EDIT,
                Set.of(Flag.RUN, Flag.HOST),
                Samples.filled(Statement.SALT_BYTES, 3));
        var statement = new Statement(Optional.of(Samples.ROOT.grant()), 1, Statement.NO_PREVIOUS, body);
        return StatementCodec.seal(statement, Samples.ANNA.keys());
    }

    static CellId id(int cell) {
        return new CellId("cell-" + cell);
    }

    /** Types until there are so many changes; all of them are written. */
    void typeUpTo(int count) {
        while (changes < count) type();
        flush();
        store.sync();
    }

    private void type() {
        if (runLeft-- == 0) {
            cell = random.nextInt(CELLS);
            cursor = random.nextInt(lengths[cell] + 1);
            runLeft = random.nextInt(RUN_KEYS_MAX);
        }
        edit(new CellsEdit.Splice(id(cell), cursor++, 0, String.valueOf((char) ('a' + random.nextInt(26)))));
        lengths[cell]++;
    }

    private void edit(CellsEdit edit) {
        var made = document.edit(List.of(edit));
        for (var sealed : writer.write(made)) unwritten.addAll(log.append(sealed));
        changes += made.size();
        if (changes % BATCHES_PER_WRITE == 0) flush();
    }

    private void flush() {
        store.write(List.copyOf(unwritten));
        unwritten.clear();
    }

    /** As Automerge saves it. */
    Bytes saved() {
        return document.save();
    }

    @Override
    public void close() {
        document.close();
    }
}
