package org.anode.node.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.anode.node.NodeFailure;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;

/**
 * A process that writes batches with a view beside each until it is killed, and says on stdout which are saved. Started
 * by {@link StoreCrashIT}.
 */
final class AckingWriter {
    /** As many as a busy node has unsynced. */
    private static final int UNSYNCED_MAX = 16;

    /** Exits so when the disk does not take more, its sentence being the last line. */
    static final int REFUSED = 2;

    private AckingWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        var folder = DataFolder.open(Path.of(arguments[0]));
        var store = RocksStore.open(folder.store(), PlatformFolders.current().cache());
        var notebooks = new Notebooks(store);
        if (!notebooks.has(Samples.NOTEBOOK)) store.write(notebooks.create(Samples.NOTEBOOK, Samples.ROOT.encoded()));
        var sync = new GroupSync(store);
        var nonce = new byte[Actors.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        var writer = new BatchWriter(
                Samples.NOTEBOOK, Samples.CELLS, Samples.ROOT.grant(), Samples.ANNA.keys(), Bytes.wrap(nonce));
        write(store, sync, notebooks.log(Samples.NOTEBOOK), writer);
    }

    private static void write(RocksStore store, GroupSync sync, NotebookLog notebook, BatchWriter writer)
            throws InterruptedException {
        var log = notebook.document(Samples.CELLS);
        var unsynced = new Semaphore(UNSYNCED_MAX);
        for (long seq = 1; ; seq++) {
            unsynced.acquire();
            var sealed = writer.write(List.of(Samples.change(writer.actor(), seq, (int) (seq % 3000))))
                    .getFirst();
            var changes = log.append(sealed);
            changes.add(notebook.putView("last", sealed.hash().value()));
            changes.add(new Blobs(store).put(Bytes.concat(sealed.encoded(), sealed.encoded())));
            try {
                store.write(changes);
            } catch (NodeFailure e) {
                sync.close();
                refused(e);
            }
            sync.whenSynced(failure -> {
                failure.ifPresent(AckingWriter::refused);
                System.out.println(sealed.hash());
                unsynced.release();
            });
        }
    }

    private static void refused(NodeFailure failure) {
        System.out.println(failure.sentence());
        Runtime.getRuntime().halt(REFUSED);
    }
}
