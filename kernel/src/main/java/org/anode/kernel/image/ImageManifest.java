package org.anode.kernel.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files an image has and how long each is, in its file {@code files}: a cache folder is a place where others
 * delete. A kernel must not fail because half of its image is gone. What lies in the files is not looked at.
 */
final class ImageManifest {
    private static final String NAME = "files";

    private ImageManifest() {}

    /** Writes down what is in {@code folder} now; the last step of making an image. */
    static void write(Path folder) throws IOException {
        Files.write(folder.resolve(NAME), files(folder));
    }

    /** Whether all that was written down is there, as long as it was. */
    static boolean isWhole(Path folder) {
        try {
            return Files.readAllLines(folder.resolve(NAME))
                    .equals(files(folder).stream().toList());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        var files = new TreeSet<String>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (!file.equals(folder.resolve(NAME))) {
                    files.add(folder.relativize(file) + " " + Files.size(file));
                }
            }
        }
        return files;
    }
}
