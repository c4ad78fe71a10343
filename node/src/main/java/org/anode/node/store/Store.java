package org.anode.node.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.anode.schema.Bytes;

/**
 * An ordered key-value store with atomic writes. Keys compare unsigned and lexicographic. Safe for use from many
 * threads. What {@link #write} returned from survives the death of the process; what {@link #sync} returned from
 * survives power loss too (SY-4). Every method throws {@link org.anode.node.NodeFailure} with a sentence when the disk
 * will not do it.
 */
public interface Store extends AutoCloseable {
    Optional<Bytes> get(Column column, Bytes key);

    /** Visits the entries whose key starts with {@code prefix}, ascending, until {@code visitor} gives false. */
    default void scan(Column column, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        scan(column, prefix, prefix, visitor);
    }

    /**
     * As {@link #scan(Column, Bytes, BiPredicate)}, from the first key not below {@code from}. It sees the store as it
     * was when the scan began; the visitor may write.
     */
    void scan(Column column, Bytes prefix, Bytes from, BiPredicate<Bytes, Bytes> visitor);

    /** The entry with the highest key that starts with {@code prefix}. */
    Optional<Entry> last(Column column, Bytes prefix);

    /** All of it or nothing; visible to readers at once. */
    void write(List<Change> changes);

    /** Blocks until everything written before is on the disk. */
    void sync();

    /** Waits for readers and writers under way. Closing again does nothing. */
    @Override
    void close();

    /** What is kept under a key. */
    record Entry(Bytes key, Bytes value) {}

    /** One part of an atomic write. */
    sealed interface Change {
        record Put(Column column, Bytes key, Bytes value) implements Change {}

        record Delete(Column column, Bytes key) implements Change {}
    }
}
