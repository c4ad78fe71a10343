package org.anode.node.store;

import java.io.IOException;
import java.nio.file.Path;
import org.anode.node.folder.BackupFile;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.FileTree;
import org.anode.node.folder.FileTrouble;

/** A backup of a whole data folder while its node runs; {@link org.anode.node.folder.Restore} puts it back. */
public final class Backup {
    private Backup() {}

    /**
     * Writes the store as it is at this moment, keys and all else of the folder, into one file.
     *
     * @param target must not exist
     * @throws org.anode.node.NodeFailure if it exists or the disk refuses; then nothing is left of it
     */
    public static synchronized void write(RocksStore store, DataFolder folder, Path target) {
        var moment = folder.root().resolve("backup.part");
        try {
            FileTree.delete(moment);
            store.checkpoint(moment);
            try {
                var entries = folder.filesToBackUp();
                for (var file : FileTree.files(moment)) entries.put("store/" + moment.relativize(file), file);
                BackupFile.write(entries, target.toAbsolutePath());
            } finally {
                FileTree.delete(moment);
            }
        } catch (IOException e) {
            throw FileTrouble.of(target, e);
        }
    }
}
