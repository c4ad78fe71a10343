package org.anode.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import org.anode.schema.Bytes;

/** Replaces a file in one step: a reader sees the old or the new one, and a full disk or a crash leaves the old. */
public final class AtomicFile {
    private static final SecureRandom RANDOM = new SecureRandom();

    private AtomicFile() {}

    /** What {@code file} holds from now on; a link stays one, and the file it names is replaced. */
    public static void write(Path file, Bytes content) throws IOException {
        var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        var fresh = target.resolveSibling(".anode-" + Long.toHexString(RANDOM.nextLong()) + ".tmp");
        try {
            writeSynced(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target.resolveSibling("."));
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void writeSynced(Path file, Bytes content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var rest = content.asReadOnlyBuffer();
            while (rest.hasRemaining()) channel.write(rest);
            channel.force(true);
        }
    }

    /** Makes the new name last; where folders can not be opened, as on Windows, the system sees to it. */
    private static void syncFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            System.getLogger(AtomicFile.class.getName()).log(System.Logger.Level.DEBUG, "folder not synced", e);
        }
    }
}
