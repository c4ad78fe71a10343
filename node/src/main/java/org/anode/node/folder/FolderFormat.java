package org.anode.node.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;

/**
 * The number of the format a data folder is in, in a file of its own, so that it is known before anything else is
 * opened (SY-9). A newer one is refused, an older one brought up step by step while the old store stays beside it.
 */
final class FolderFormat {
    /** 1: the first. */
    static final int CURRENT = 1;

    static final String FILE = "format";

    private static final int DIGITS_MAX = 9;

    /** Brings a folder from the format {@code from} to the next. */
    record Upgrade(int from, Step step) {}

    /** Changes the files below {@code root}; may be repeated from the start after a crash. */
    @FunctionalInterface
    interface Step {
        void apply(Path root) throws IOException;
    }

    private final Path root;
    private final Path file;
    private final int current;
    private final List<Upgrade> upgrades;

    FolderFormat(Path root, int current, List<Upgrade> upgrades) {
        this.root = root;
        this.file = root.resolve(FILE);
        this.current = current;
        this.upgrades = List.copyOf(upgrades);
    }

    /** Refuses a folder that is of a newer format or does not say; changes nothing. */
    static void requireKnown(Path root) {
        if (!Files.exists(root.resolve(FILE))) throw damaged(root);
        var format = new FolderFormat(root, CURRENT, List.of());
        int found = format.read();
        if (found > CURRENT) throw format.newer(found);
    }

    void settle() throws IOException {
        int found = read();
        if (found > current) throw newer(found);
        if (found < current) upgrade(found);
    }

    /** A folder without the file is new, unless there is a store in it. */
    private int read() {
        var text =
                PrivateFiles.read(file, DIGITS_MAX).map(bytes -> bytes.toUtf8().strip());
        if (text.isEmpty() && Files.exists(root.resolve("store"))) throw damaged(root);
        if (text.isEmpty()) write(current);
        var digits = text.orElse(Integer.toString(current));
        if (!digits.matches("[1-9][0-9]{0,8}")) throw damaged(root);
        return Integer.parseInt(digits);
    }

    private void upgrade(int found) throws IOException {
        keepCopy(found);
        for (int format = found; format < current; format++) {
            step(format).apply(root);
            write(format + 1);
        }
    }

    private Step step(int from) {
        return upgrades.stream()
                .filter(upgrade -> upgrade.from() == from)
                .map(Upgrade::step)
                .findFirst()
                .orElseThrow(() -> new NodeFailure("The data folder " + root + " is of format " + from
                        + ", which this Anode can no longer read; open it once with an Anode in between."));
    }

    /** Made under another name first, so that half a copy is never taken for one. */
    private void keepCopy(int found) throws IOException {
        var copy = root.resolve("store-of-format-" + found);
        if (Files.exists(copy) || !Files.exists(root.resolve("store"))) return;
        var partial = root.resolve("store-of-format-" + found + ".part");
        FileTree.delete(partial);
        FileTree.copy(root.resolve("store"), partial);
        Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(int format) {
        PrivateFiles.write(file, Bytes.utf8(format + "\n"));
    }

    private NodeFailure newer(int found) {
        return new NodeFailure("The data folder " + root + " was written by a newer Anode (format " + found
                + ", this one knows " + current + "); use the newer Anode or another folder with --data.");
    }

    private static NodeFailure damaged(Path root) {
        return new NodeFailure("The data folder " + root + " does not say which format it has;"
                + " restore a backup of it or choose another folder with --data.");
    }
}
