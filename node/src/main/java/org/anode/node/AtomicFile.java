package org.anode.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.anode.schema.Bytes;

/** Replaces a file in one step: a reader sees the old or the new one, and a full disk or a crash leaves the old. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path file, Bytes content) throws IOException {
        var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        var fresh = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            writeSynced(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target.resolveSibling("."));
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void writeSynced(Path file, Bytes content) throws IOException {
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
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
