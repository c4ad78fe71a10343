package org.anode.node.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.anode.node.NodeFailure;
import org.anode.schema.Bytes;

/** Files and folders nobody else may read (R15): 0600 and 0700 from the moment they exist. */
public final class PrivateFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Makes the folder, and those above it that are missing, unless it is there. A folder that is there is closed. */
    public static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder, attributes("rwx------"));
            if (POSIX) Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw FileTrouble.of(folder, e);
        }
    }

    /**
     * The file's content; empty if there is no such file.
     *
     * @throws org.anode.node.NodeFailure if it has more than {@code max} bytes or can not be read
     */
    public static Optional<Bytes> read(Path file, int max) {
        try (var in = Files.newInputStream(file)) {
            var content = in.readNBytes(max + 1);
            if (content.length > max) throw new IOException("larger than " + max + " bytes");
            return Optional.of(Bytes.wrap(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    /** Puts {@code content} in place of the file in one step; it is on the disk when this returns. */
    public static void write(Path file, Bytes content) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (var channel = create(fresh)) {
                var buffer = content.asReadOnlyBuffer();
                while (buffer.hasRemaining()) channel.write(buffer);
                channel.force(true);
            }
            replace(fresh, file);
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    /**
     * Makes the file, all of it or none; it is on the disk when this returns.
     *
     * @throws org.anode.node.NodeFailure if it is there already, or the disk refuses
     */
    public static void writeNew(Path file, Bytes content) {
        if (Files.exists(file)) throw new NodeFailure(file + " exists already; choose another name.");
        write(file, content);
    }

    /** A new file, open for writing. */
    public static FileChannel create(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return FileChannel.open(file, options, attributes("rw-------"));
    }

    /** Renames, over what is there; the name is on the disk when this returns. */
    public static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        syncFolder(parentOf(to));
    }

    /** Windows can not open a folder, and needs no such sync. */
    private static void syncFolder(Path folder) throws IOException {
        if (!POSIX) return;
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The folder the file is in. */
    public static Path parentOf(Path file) {
        var parent = file.toAbsolutePath().getParent();
        if (parent == null) throw new IllegalArgumentException(file + " is no file");
        return parent;
    }

    static void overwrite(FileChannel channel, Bytes content) throws IOException {
        channel.truncate(0);
        ByteBuffer buffer = content.asReadOnlyBuffer();
        while (buffer.hasRemaining()) channel.write(buffer, buffer.position());
    }

    static FileAttribute<?>[] attributes(String permissions) {
        if (!POSIX) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
