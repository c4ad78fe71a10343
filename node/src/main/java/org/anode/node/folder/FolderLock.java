package org.anode.node.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.Bytes;

/**
 * Keeps a data folder to one process. The system drops the lock with the process, however it ends; the pid in the file
 * is only for the sentence. POSIX drops a process's locks on a file with the first of its channels that closes, so
 * within the process a set says what is held, and a held file is never opened a second time.
 */
final class FolderLock implements AutoCloseable {
    /** Beyond the pid: Windows forbids others to read locked bytes. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    static final String FILE = "lock";

    private static final int PID_CHARS_MAX = 20;
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws FolderInUse naming the process that holds it */
    static FolderLock take(Path folder) {
        synchronized (HELD) {
            try {
                var file = folder.toRealPath().resolve(FILE);
                if (HELD.contains(file))
                    throw new FolderInUse(
                            folder, Optional.of(ProcessHandle.current().pid()));
                var lock = new FolderLock(file, open(file));
                if (!lock.lock()) throw new FolderInUse(folder, lock.abandon());
                HELD.add(file);
                return lock;
            } catch (IOException e) {
                throw FileTrouble.of(folder, e);
            }
        }
    }

    /** The locked folder, by its real path. */
    Path folder() {
        return PrivateFiles.parentOf(file);
    }

    private boolean lock() throws IOException {
        if (channel.tryLock(LOCKED_BYTE, 1, false) == null) return false;
        PrivateFiles.overwrite(
                channel, Bytes.utf8(Long.toString(ProcessHandle.current().pid())));
        return true;
    }

    /** Closes what another process holds; gives that process. */
    private Optional<Long> abandon() throws IOException {
        channel.close();
        return PrivateFiles.read(file, PID_CHARS_MAX)
                .map(Bytes::toUtf8)
                .filter(pid -> pid.matches("[0-9]{1,18}"))
                .map(Long::parseLong);
    }

    private static FileChannel open(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return FileChannel.open(file, options, PrivateFiles.attributes("rw-------"));
    }

    @Override
    public void close() {
        synchronized (HELD) {
            try {
                channel.close();
            } catch (IOException e) {
                throw FileTrouble.of(file, e);
            } finally {
                HELD.remove(file);
            }
        }
    }
}
