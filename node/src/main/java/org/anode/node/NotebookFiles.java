package org.anode.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.doc.Imported;
import org.anode.node.doc.Shown;
import org.anode.node.folder.FileTrouble;
import org.anode.node.store.Blobs;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.ipynb.ImportedNotebook;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.IpynbImport;
import org.anode.schema.ipynb.ParsedNotebook;

/**
 * Jupyter files in and out. What was last read from or written to a path is remembered by its hash, so that a file
 * somebody else changed since is never overwritten: theirs stays, ours goes beside it. Any thread.
 */
final class NotebookFiles {
    /** As the codec's own limit: a larger notebook is a mistake, and is refused before it is read. */
    private static final long FILE_BYTES_MAX = 256L << 20;

    private static final String SUFFIX = ".ipynb";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Shelf shelf;
    private final Blobs blobs;

    NotebookFiles(Shelf shelf, Blobs blobs) {
        this.shelf = shelf;
        this.blobs = blobs;
    }

    /** Hears what people should know, a sentence at a time. */
    @FunctionalInterface
    interface Notices {
        void say(String sentence);
    }

    /**
     * Takes a file in. One that is bound to a notebook already is that notebook (DO-6).
     *
     * @throws NodeFailure if it can not be read or is not a notebook; nothing is half-imported
     */
    NotebookId take(Path file, Notices notices) {
        var content = read(file);
        var real = real(file);
        var known =
                shelf.notebooks().boundTo(real).filter(id -> !shelf.notebooks().isBinned(id));
        if (known.isPresent()) return knownAs(known.get(), real, content, notices);
        return switch (IpynbCodec.parse(content, IpynbImport.minter(RANDOM))) {
            case ParsedNotebook.Refused(var sentence) -> throw new Refusal(file + ": " + sentence);
            case ParsedNotebook.Ok(var notebook, var said) -> {
                said.forEach(notices::say);
                yield take(notebook, real, content);
            }
        };
    }

    /** Takes the content of a file in, without a tie to the file. */
    NotebookId takeCopy(String name, Bytes content, Notices notices) {
        return switch (IpynbCodec.parse(content, IpynbImport.minter(RANDOM))) {
            case ParsedNotebook.Refused(var sentence) -> throw new Refusal(name + ": " + sentence);
            case ParsedNotebook.Ok(var notebook, var said) -> {
                said.forEach(notices::say);
                yield shelf.create(open -> {
                    Imported.into(open, notebook, titleOf(Path.of(name)));
                    return open.id();
                });
            }
        };
    }

    private NotebookId knownAs(NotebookId id, Path file, Bytes content, Notices notices) {
        notices.say(file + " is this notebook already.");
        if (isChanged(id, file, content))
            notices.say("The file was changed by another program since; to take it in as it is now, delete the notebook"
                    + " first and import the file again.");
        return id;
    }

    private NotebookId take(ImportedNotebook notebook, Path file, Bytes content) {
        return shelf.create(open -> {
            Imported.into(open, notebook, titleOf(file));
            var id = open.id();
            var changes = new ArrayList<>(shelf.notebooks().bind(id, file));
            changes.add(remember(id, file, content));
            open.alsoWrite(changes);
            return id;
        });
    }

    /**
     * Writes a notebook as a file: to a fresh file beside it, then in one step. A file this notebook never had to do
     * with is overwritten, as was asked for; one it has written or read, and somebody else changed since, is not; and
     * no file is replaced by a notebook without cells.
     *
     * @return where it was written
     */
    Path write(NotebookId id, Path file, Notices notices) {
        if (Files.isDirectory(file)) throw new Refusal(file + " is a folder; name a file in it.");
        var shown = shelf.ask(id, open -> Shown.of(open.whole()));
        var content = ShowJson.file(shown, blobs);
        var target = target(id, file, content, shown, notices);
        replace(id, target, content);
        return target;
    }

    /** As {@link #write}, but a file that is so already is left alone. */
    void keep(NotebookId id, Path file, Notices notices) {
        var shown = shelf.ask(id, open -> Shown.of(open.whole()));
        var content = ShowJson.file(shown, blobs);
        var target = target(id, file, content, shown, notices);
        if (!Files.exists(target) || !read(target).equals(content)) replace(id, target, content);
    }

    private void replace(NotebookId id, Path target, Bytes content) {
        replace(target, content);
        shelf.write(List.of(remember(id, real(target), content)));
    }

    /** The bytes of the notebook as a file. */
    Bytes content(NotebookId id) {
        return ShowJson.file(shelf.ask(id, open -> Shown.of(open.whole())), blobs);
    }

    private Path target(NotebookId id, Path file, Bytes content, Shown shown, Notices notices) {
        if (!Files.exists(file)) return file;
        var there = read(file);
        if (there.equals(content)) return file;
        if (shown.view().visible().isEmpty() && !there.isEmpty())
            throw new Refusal("The notebook has no cells and " + file
                    + " is not empty; delete the file first if it is to be replaced.");
        if (!isChanged(id, real(file), there)) return file;
        var beside = beside(id, file);
        notices.say(file + " was changed by another program since; it stays, and this notebook is written to " + beside
                + ".");
        return beside;
    }

    /** {@code NAME (Anode).ipynb}, or with a number where that is somebody else's. */
    private Path beside(NotebookId id, Path file) {
        for (int n = 1; ; n++) {
            var name = titleOf(file) + (n == 1 ? " (Anode)" : " (Anode " + n + ")") + SUFFIX;
            var candidate = file.resolveSibling(name);
            if (!Files.exists(candidate)) return candidate;
            if (isOurs(id, real(candidate), read(candidate))) return candidate;
        }
    }

    private boolean isOurs(NotebookId id, Path file, Bytes there) {
        return remembered(id, file).filter(there.sha256()::equals).isPresent();
    }

    private boolean isChanged(NotebookId id, Path file, Bytes there) {
        return remembered(id, file).filter(hash -> !hash.equals(there.sha256())).isPresent();
    }

    private Optional<Bytes> remembered(NotebookId id, Path file) {
        return shelf.notebooks().log(id).view(row(file));
    }

    private Change remember(NotebookId id, Path file, Bytes content) {
        return shelf.notebooks().log(id).putView(row(file), content.sha256());
    }

    private static String row(Path file) {
        return "file/" + Bytes.utf8(file.toString()).sha256().toHex();
    }

    /** @throws NodeFailure with a sentence for everything a file can be but a readable one of sane size */
    private static Bytes read(Path file) {
        try {
            if (Files.isDirectory(file)) throw new Refusal(file + " is a folder; name a notebook file in it.");
            if (Files.exists(file) && !Files.isRegularFile(file))
                throw new Refusal(file + " is not a regular file; copy its content into one.");
            try (var in = Files.newInputStream(file)) {
                if (Files.size(file) > FILE_BYTES_MAX) throw tooLarge(file);
                var bytes = in.readNBytes((int) FILE_BYTES_MAX + 1);
                if (bytes.length > FILE_BYTES_MAX) throw tooLarge(file);
                return Bytes.wrap(bytes);
            }
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    private static Refusal tooLarge(Path file) throws IOException {
        return new Refusal(file + " is " + (Files.size(file) >> 20) + " MiB; a notebook may have "
                + (FILE_BYTES_MAX >> 20) + " MiB: clear its outputs where it was made, then try again.");
    }

    private static void replace(Path file, Bytes content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    static String titleOf(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}
