package org.anode.node.folder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.schema.Parsed;

/**
 * A data folder this process owns until {@link #close}. In it: {@code lock}, {@code format}, {@code node.json},
 * {@code identity/}, {@code store/}, {@code logs/}. Any thread.
 */
public final class DataFolder implements AutoCloseable {
    /** The folder of keys. */
    public static final String IDENTITY = "identity";

    private static final String ADDRESS = "node.json";
    private static final Set<String> NOT_BACKED_UP =
            Set.of(FolderLock.FILE, FolderPlace.FILE, ADDRESS, "store", "logs", "page-sessions");
    private static final int ADDRESS_BYTES_MAX = 4096;

    private final Path root;
    private final FolderLock lock;
    private final FolderPlace place;

    private DataFolder(Path root, FolderLock lock) {
        this.root = root;
        this.lock = lock;
        this.place = new FolderPlace(root);
    }

    /**
     * Makes the folder if it is missing, takes it, brings it to this version's format.
     *
     * @throws org.anode.node.NodeFailure if another process has it, it is of a newer format, or the disk refuses
     */
    public static DataFolder open(Path root) {
        return open(root, FolderFormat.CURRENT, List.of());
    }

    static DataFolder open(Path root, int format, List<FolderFormat.Upgrade> upgrades) {
        PrivateFiles.createFolder(root);
        var lock = FolderLock.take(root);
        try {
            var folder = new DataFolder(root.toRealPath(), lock);
            Files.deleteIfExists(folder.root.resolve(ADDRESS));
            new FolderFormat(folder.root, format, upgrades).settle();
            return folder;
        } catch (IOException e) {
            lock.close();
            throw FileTrouble.of(root, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Path root() {
        return root;
    }

    /** Whether it was copied, or moved to another disk, since it was made. */
    public boolean isElsewhere() {
        return place.isElsewhere();
    }

    /** It is a folder of its own from now on. */
    public void settleHere() {
        place.mark();
    }

    /** For RocksDB alone. */
    public Path store() {
        return root.resolve("store");
    }

    /** Of keys. */
    public Path identity() {
        return root.resolve(IDENTITY);
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /**
     * What a backup holds beside the store: everything but the lock, the address, logs, and what is half done. Name in
     * the backup → file.
     */
    public SortedMap<String, Path> filesToBackUp() {
        var found = new TreeMap<String, Path>();
        try {
            for (var file : FileTree.files(root)) {
                var relative = root.relativize(file);
                if (isBackedUp(relative.getName(0).toString()))
                    found.put(relative.toString().replace(File.separatorChar, '/'), file);
            }
        } catch (IOException e) {
            throw FileTrouble.of(root, e);
        }
        return found;
    }

    private static boolean isBackedUp(String top) {
        return !NOT_BACKED_UP.contains(top)
                && !top.startsWith("store-of-format-")
                && !top.endsWith(".part")
                && !top.endsWith(".new");
    }

    /** Says where this node can be reached, to whoever may read the folder. */
    public void publish(NodeAddress address) {
        PrivateFiles.write(root.resolve(ADDRESS), address.encode());
    }

    /** The node that runs on the folder now; empty for a stale or damaged file too. Needs no lock. */
    public static Optional<NodeAddress> running(Path root) {
        return PrivateFiles.read(root.resolve(ADDRESS), ADDRESS_BYTES_MAX)
                .flatMap(json -> switch (NodeAddress.decode(json)) {
                    case Parsed.Ok<NodeAddress>(var address) when address.isAlive() -> Optional.of(address);
                    case Parsed.Ok<NodeAddress> _ -> Optional.empty();
                    case Parsed.Malformed<NodeAddress> _ -> Optional.empty();
                });
    }

    /** Gives the folder up; the address in it goes first. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve(ADDRESS));
        } catch (IOException e) {
            throw FileTrouble.of(root, e);
        } finally {
            lock.close();
        }
    }
}
