package org.anode.node.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/** A folder with all that is in it. Links are never followed. */
public final class FileTree {
    private FileTree() {}

    /** The regular files below {@code root}, by path. */
    public static List<Path> files(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Copies what {@link #files} gives; {@code to} must not exist. */
    public static void copy(Path from, Path to) throws IOException {
        PrivateFiles.createFolder(to);
        for (var file : files(from)) {
            var target = to.resolve(from.relativize(file).toString());
            PrivateFiles.createFolder(PrivateFiles.parentOf(target));
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Deletes it; one that is not there is no error. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) return;
        try (var all = Files.walk(root)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
