package org.anode.node.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.anode.node.NodeFailure;

/**
 * Puts a backup into an empty data folder: unpacked and checked in a folder beside, then moved in, the format file last.
 * A crash in between leaves a folder that is refused, never one that looks whole.
 */
public final class Restore {
    private static final String PARTIAL = "restore.part";

    private Restore() {}

    /**
     * @param root missing or empty
     * @throws NodeFailure if the folder is in use or not empty, the backup is damaged or newer, or the disk refuses
     */
    public static void restore(Path file, Path root) {
        if (!Files.isRegularFile(file)) throw new NodeFailure("There is no backup " + file + "; check the name.");
        PrivateFiles.createFolder(root);
        try (var lock = FolderLock.take(root)) {
            requireEmpty(root);
            unpackInto(file, lock.folder());
        } catch (IOException e) {
            throw FileTrouble.of(root, e);
        }
    }

    private static void unpackInto(Path file, Path root) throws IOException {
        var partial = root.resolve(PARTIAL);
        FileTree.delete(partial);
        try {
            BackupFile.unpack(file, partial);
            FolderFormat.requireKnown(partial);
            moveIn(partial, root);
        } finally {
            FileTree.delete(partial);
        }
    }

    private static void moveIn(Path partial, Path root) throws IOException {
        for (var name : names(partial)) {
            if (!name.equals(FolderFormat.FILE)) move(partial, root, name);
        }
        move(partial, root, FolderFormat.FILE);
    }

    private static void move(Path from, Path to, String name) throws IOException {
        Files.move(from.resolve(name), to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireEmpty(Path root) throws IOException {
        for (var name : names(root)) {
            if (!name.equals(FolderLock.FILE) && !name.equals(PARTIAL))
                throw new NodeFailure("The data folder " + root
                        + " is not empty; restore into a new one with --data and keep this one.");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
