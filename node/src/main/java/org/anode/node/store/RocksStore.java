package org.anode.node.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import org.anode.node.NodeFailure;
import org.anode.node.folder.PrivateFiles;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The store on a disk. Every write reaches the write-ahead log before it returns, so the death of the process loses
 * nothing; {@link #sync} has the log on the disk. Any thread; closing waits for the calls under way, because RocksDB
 * takes the process with it when it is used after its end.
 */
public final class RocksStore implements Store {
    private final RocksOptions options;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Column, ColumnFamilyHandle> columns;
    private final WriteOptions unsynced = new WriteOptions();
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private final FirstTrouble troubles;
    private boolean closed;

    private RocksStore(Path folder, RocksOptions options, RocksDB database, List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        this.troubles = new FirstTrouble(folder, FirstTrouble.REPORT_MAX);
        this.options = options;
        this.database = database;
        this.handles = handles;
        this.columns = columns(handles);
    }

    /**
     * Opens or makes the store.
     *
     * @param folder for RocksDB alone
     * @param cache  where this user's unpacked libraries lie
     * @throws NodeFailure if it is damaged, held by another process, or the disk refuses
     */
    public static RocksStore open(Path folder, Path cache) {
        RocksLibrary.load(cache);
        PrivateFiles.createFolder(folder);
        var options = new RocksOptions();
        try {
            var handles = new ArrayList<ColumnFamilyHandle>();
            var database = RocksDB.open(options.database(), folder.toString(), descriptors(folder, options), handles);
            return new RocksStore(folder, options, database, handles);
        } catch (RocksDBException e) {
            options.close();
            throw RocksTrouble.of(folder, e);
        }
    }

    /** RocksDB wants every column opened that is there, also those of a later version. */
    private static List<ColumnFamilyDescriptor> descriptors(Path folder, RocksOptions options) throws RocksDBException {
        var names = new LinkedHashSet<String>();
        names.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8));
        for (var column : Column.values()) names.add(column.name());
        try (var plain = new Options()) {
            for (var name : RocksDB.listColumnFamilies(plain, folder.toString()))
                names.add(new String(name, StandardCharsets.UTF_8));
        }
        return names.stream()
                .map(name -> new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options.column(name)))
                .toList();
    }

    private static Map<Column, ColumnFamilyHandle> columns(List<ColumnFamilyHandle> handles) throws RocksDBException {
        var found = new EnumMap<Column, ColumnFamilyHandle>(Column.class);
        for (var handle : handles) {
            var name = new String(handle.getName(), StandardCharsets.UTF_8);
            for (var column : Column.values()) if (column.name().equals(name)) found.put(column, handle);
        }
        return found;
    }

    @Override
    public Optional<Bytes> get(Column column, Bytes key) {
        return whileOpen(() -> {
            byte @Nullable [] value = database.get(of(column), key.toArray());
            return value == null ? Optional.empty() : Optional.of(Bytes.wrap(value));
        });
    }

    @Override
    public void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor) {
        var start = from.compareTo(prefix) > 0 ? from : prefix;
        whileOpen(() -> {
            try (var at = database.newIterator(of(column))) {
                for (at.seek(start.toArray()); at.isValid(); at.next()) {
                    var key = Bytes.wrap(at.key());
                    if (!key.startsWith(prefix) || !visitor.test(key, Bytes.wrap(at.value()))) break;
                }
                at.status();
            }
            return true;
        });
    }

    @Override
    public Optional<Entry> last(Column column, Bytes prefix) {
        return whileOpen(() -> {
            try (var at = database.newIterator(of(column))) {
                seekLast(at, prefix);
                at.status();
                if (!at.isValid()) return Optional.empty();
                var key = Bytes.wrap(at.key());
                return key.startsWith(prefix) ? Optional.of(new Entry(key, Bytes.wrap(at.value()))) : Optional.empty();
            }
        });
    }

    private static void seekLast(RocksIterator at, Bytes prefix) {
        var end = firstBeyond(prefix);
        if (end.isEmpty()) {
            at.seekToLast();
            return;
        }
        at.seekForPrev(end.toArray());
        if (at.isValid() && Bytes.wrap(at.key()).equals(end)) at.prev();
    }

    /** The lowest key above all that start with {@code prefix}; empty if there is none. */
    private static Bytes firstBeyond(Bytes prefix) {
        var bytes = prefix.toArray();
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (++bytes[i] != 0) return Bytes.wrap(Arrays.copyOf(bytes, i + 1));
        }
        return Bytes.EMPTY;
    }

    @Override
    public void write(List<Change> changes) {
        whileOpen(() -> {
            try (var batch = new WriteBatch()) {
                for (var change : changes) add(batch, change);
                database.write(unsynced, batch);
            }
            return true;
        });
    }

    private void add(WriteBatch batch, Change change) throws RocksDBException {
        switch (change) {
            case Change.Put put ->
                batch.put(of(put.column()), put.key().toArray(), put.value().toArray());
            case Change.Delete delete ->
                batch.delete(of(delete.column()), delete.key().toArray());
        }
    }

    @Override
    public void sync() {
        whileOpen(() -> {
            database.syncWal();
            return true;
        });
    }

    /** The state of this moment as a store of its own in {@code target}, which must not exist, on the same disk. */
    public void checkpoint(Path target) {
        whileOpen(() -> {
            try (var checkpoint = Checkpoint.create(database)) {
                checkpoint.createCheckpoint(target.toString());
            }
            return true;
        });
    }

    /** Syncs and closes. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (closed) return;
            closed = true;
            database.syncWal();
        } catch (RocksDBException e) {
            // Whose write failed was told then; a second sentence at the end would puzzle.
            if (!troubles.isOld(e)) throw troubles.of(e);
        } finally {
            if (database.isOwningHandle()) release();
            life.writeLock().unlock();
        }
    }

    private void release() {
        for (var handle : handles) handle.close();
        database.close();
        unsynced.close();
        options.close();
    }

    private ColumnFamilyHandle of(Column column) {
        return Objects.requireNonNull(columns.get(column));
    }

    private <T> T whileOpen(RocksCall<T> call) {
        life.readLock().lock();
        try {
            if (closed) throw new NodeFailure("The store is closed; start the node again.");
            return call.run();
        } catch (RocksDBException e) {
            throw troubles.of(e);
        } finally {
            life.readLock().unlock();
        }
    }

    @FunctionalInterface
    private interface RocksCall<T> {
        T run() throws RocksDBException;
    }
}
