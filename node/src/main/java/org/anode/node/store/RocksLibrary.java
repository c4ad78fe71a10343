package org.anode.node.store;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anode.node.folder.PrivateFiles;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native code, unpacked once per user. Left alone, every process unpacks 17 MB into the temporary folder, and
 * one that is killed leaves them there.
 */
final class RocksLibrary {
    private static final String RESOURCE = Environment.getJniLibraryFileName("rocksdb");

    /** What {@link RocksDB#loadLibrary(List)} looks for, which is not what the jar calls it. */
    private static final String FILE = Environment.getJniLibraryFileName("rocksdbjni");

    private RocksLibrary() {}

    /** Loads it from below {@code cache}; if that can not be written, as RocksDB does by itself. */
    static synchronized void load(Path cache) {
        var folder = unpacked(cache);
        if (folder.isPresent()) RocksDB.loadLibrary(List.of(folder.get().toString()));
        else RocksDB.loadLibrary();
    }

    private static Optional<Path> unpacked(Path cache) {
        var resource = RocksDB.class.getClassLoader().getResource(RESOURCE);
        if (resource == null) return Optional.empty();
        try {
            if (!(resource.openConnection() instanceof JarURLConnection jar)) return Optional.empty();
            var entry = jar.getJarEntry();
            var folder = cache.resolve("native").resolve("rocksdb-%08x".formatted(entry.getCrc()));
            var file = folder.resolve(FILE);
            if (!Files.exists(file) || Files.size(file) != entry.getSize()) unpack(jar, file);
            return Optional.of(folder);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // no place for it is no reason not to start
        }
    }

    /** Under a name of its own first, so that no other process loads half of it. */
    private static void unpack(JarURLConnection jar, Path file) throws IOException {
        var folder = PrivateFiles.parentOf(file);
        PrivateFiles.createFolder(folder);
        var partial = folder.resolve(UUID.randomUUID() + ".part");
        try (var in = jar.getInputStream();
                var out = Channels.newOutputStream(PrivateFiles.create(partial))) {
            in.transferTo(out);
        }
        PrivateFiles.replace(partial, file);
    }
}
