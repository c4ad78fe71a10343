package org.anode.node.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.anode.schema.Bytes;

/**
 * The mark of the place where a data folder was made: a copy of it is elsewhere, a renamed folder is not (SY-5). A folder
 * moved to another disk looks like a copy, so this alone is no reason to do anything.
 */
final class FolderPlace {
    static final String FILE = "place";
    private static final int FILE_BYTES_MAX = 64;

    private final Path root;

    FolderPlace(Path root) {
        this.root = root;
    }

    /** Marks a folder that has no mark: a new one, one that was restored, one of an older version. */
    boolean isElsewhere() {
        var here = here();
        if (here.isEmpty()) return false;
        var made = PrivateFiles.read(root.resolve(FILE), FILE_BYTES_MAX);
        if (made.isEmpty()) mark();
        return made.isPresent() && !made.equals(here);
    }

    /** From now on it was made here. */
    void mark() {
        here().ifPresent(place -> PrivateFiles.write(root.resolve(FILE), place));
    }

    /** The number of the folder on its disk; that of the disk is another after some restarts of the computer. */
    private Optional<Bytes> here() {
        try {
            return Optional.of(Bytes.utf8("inode " + Files.getAttribute(root, "unix:ino")));
        } catch (UnsupportedOperationException | IllegalArgumentException _) {
            return Optional.empty(); // Windows has no such number
        } catch (IOException e) {
            throw FileTrouble.of(root, e);
        }
    }
}
