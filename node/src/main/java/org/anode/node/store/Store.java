package org.anode.node.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.anode.schema.Bytes;

/**
 * An ordered key-value store with atomic writes. Keys compare unsigned and lexicographic. Safe for use from many
 * threads. What {@link #write} returned from survives the death of the process; what {@link #sync} returned from
 * survives power loss too (SY-4).
 */
public interface Store extends AutoCloseable {
    Optional<Bytes> get(Column column, Bytes key);

    /** Visits the entries whose key starts with {@code prefix}, ascending, until {@code visitor} gives false. */
    void scan(Column column, Bytes prefix, BiPredicate<Bytes, Bytes> visitor);

    /** All of it or nothing; visible to readers at once. */
    void write(List<Change> changes);

    /** Blocks until everything written before is on the disk. */
    void sync();

    @Override
    void close();

    /** One part of an atomic write. */
    sealed interface Change {
        record Put(Column column, Bytes key, Bytes value) implements Change {}

        record Delete(Column column, Bytes key) implements Change {}
    }
}
