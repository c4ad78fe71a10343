package org.anode.node.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.anode.node.NodeFailure;

/**
 * A whole data folder as one zip file: its files, then {@link Manifest}. It appears under its name only when everything
 * in it was read back and is what was meant. It holds the device's keys, so nobody else may read it.
 */
public final class BackupFile {
    private BackupFile() {}

    /**
     * Writes the backup.
     *
     * @param entries name in the backup, with {@code /}, → file
     * @throws NodeFailure if {@code target} exists, or the disk refuses; then nothing is left of it
     */
    public static void write(SortedMap<String, Path> entries, Path target) {
        if (Files.exists(target))
            throw new NodeFailure(target + " exists already; choose another name for the backup.");
        var partial = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(partial);
            var manifest = zip(entries, partial);
            verify(partial, manifest);
            PrivateFiles.replace(partial, target);
        } catch (IOException e) {
            throw FileTrouble.of(target, e);
        } finally {
            discard(partial);
        }
    }

    private static Manifest zip(SortedMap<String, Path> entries, Path file) throws IOException {
        var manifest = new Manifest.Builder();
        try (var channel = PrivateFiles.create(file);
                var zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(entryOf(entry.getKey()));
                try (var in = Files.newInputStream(entry.getValue())) {
                    manifest.add(entry.getKey(), in, zip);
                }
                zip.closeEntry();
            }
            zip.putNextEntry(entryOf(Manifest.NAME));
            zip.write(manifest.build().encode().toArray());
            zip.finish();
            zip.flush();
            channel.force(true);
        }
        return manifest.build();
    }

    /** Always with the same time: a backup of the same content is the same file. */
    private static ZipEntry entryOf(String name) {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        return entry;
    }

    private static void verify(Path file, Manifest written) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            if (!manifest(zip, file).equals(written)) throw damaged(file);
            for (var item : written.items()) copy(zip, item, file, Manifest.nowhere());
        }
    }

    /**
     * Unpacks a backup into a folder of its own, checked byte for byte.
     *
     * @param folder must not exist; is gone again if this fails
     */
    static void unpack(Path file, Path folder) {
        try (var zip = new ZipFile(file.toFile())) {
            PrivateFiles.createFolder(folder);
            for (var item : manifest(zip, file).items()) {
                var target = folder.resolve(item.name()).normalize();
                if (!target.startsWith(folder)) throw damaged(file);
                PrivateFiles.createFolder(PrivateFiles.parentOf(target));
                try (var out = Channels.newOutputStream(PrivateFiles.create(target))) {
                    copy(zip, item, file, out);
                }
            }
        } catch (java.util.zip.ZipException e) {
            throw new NodeFailure(file + " is no backup of Anode; choose the file that \"anode backup\" wrote.", e);
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    private static Manifest manifest(ZipFile zip, Path file) throws IOException {
        try (var in = open(zip, Manifest.NAME, file)) {
            return Manifest.decode(in).orElseThrow(() -> damaged(file));
        }
    }

    private static void copy(ZipFile zip, Manifest.Item item, Path file, java.io.OutputStream out) throws IOException {
        try (var in = open(zip, item.name(), file)) {
            if (!Manifest.copy(item.name(), in, out, item.size()).equals(item)) throw damaged(file);
        }
    }

    private static InputStream open(ZipFile zip, String name, Path file) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) throw damaged(file);
        return zip.getInputStream(entry);
    }

    private static NodeFailure damaged(Path file) {
        return new NodeFailure("The backup " + file + " is damaged or no backup of Anode; use another one.");
    }

    private static void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw FileTrouble.of(partial, e);
        }
    }
}
