package org.anode.node.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.anode.node.NodeFailure;
import org.jspecify.annotations.Nullable;

/** What the file system says, as a sentence for people. */
public final class FileTrouble {
    private FileTrouble() {}

    /** @param path what could not be read or written */
    public static NodeFailure of(Path path, IOException e) {
        return new NodeFailure(sentence(path, e), e);
    }

    /** A disk that is full or not ours, as any library words it. */
    public static String sentence(Path path, Exception e) {
        var reason = reason(e);
        if (isFull(reason)) return "The disk that holds " + path + " is full; free some space and try again.";
        if (e instanceof AccessDeniedException || reason.contains("permission denied"))
            return "Anode may not use " + path + "; give your user access to it or choose another place.";
        if (e instanceof ReadOnlyFileSystemException || reason.contains("read-only file system"))
            return path + " is on a read-only file system; choose another place.";
        if (e instanceof NoSuchFileException) return path + " does not exist; check the name.";
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException)
            return path + " is in the way and not a folder; choose another place.";
        if (reason.contains("too many open files"))
            return "Too many files are open on this computer to use " + path + "; close some programs.";
        return "The disk would not do what was asked of it at " + path + " (" + e.getMessage() + "); check the disk.";
    }

    private static boolean isFull(String reason) {
        return reason.contains("no space left")
                || reason.contains("not enough space")
                || reason.contains("disk quota exceeded")
                || reason.contains("file too large");
    }

    private static String reason(Exception e) {
        var text = new StringBuilder();
        for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
            text.append(at.getMessage()).append(' ');
            if (at instanceof FileSystemException file)
                text.append(file.getReason()).append(' ');
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
