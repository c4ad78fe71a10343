package org.anode.node.store;

import java.nio.file.Path;
import org.anode.node.NodeFailure;
import org.anode.node.folder.FileTrouble;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB says, as a sentence for people. */
final class RocksTrouble {
    private RocksTrouble() {}

    static NodeFailure of(Path folder, RocksDBException e) {
        return new NodeFailure(sentence(folder, e), e);
    }

    private static String sentence(Path folder, RocksDBException e) {
        @Nullable Status status = e.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace)
            return "The disk that holds " + folder + " is full; free some space and try again in a few seconds.";
        if (status != null && status.getCode() == Status.Code.Corruption)
            return "The store in " + folder + " is damaged (" + e.getMessage() + "); restore a backup of it.";
        if (String.valueOf(e.getMessage()).contains("lock "))
            return "The store in " + folder + " is in use by another process; stop that one first.";
        return FileTrouble.sentence(folder, e);
    }
}
