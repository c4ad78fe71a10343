package org.anode.node.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;

/** How RocksDB is set: small in memory, quick to open, nothing lost that was written. */
final class RocksOptions implements AutoCloseable {
    /** Of all columns together: a notebook's hot part; the rest comes from the system's page cache. */
    private static final long BLOCK_CACHE_BYTES = 8 << 20;

    /** Of all columns together, before they are written out; also bounds what is replayed when opening. */
    private static final long WRITE_BUFFERS_BYTES_MAX = 16 << 20;

    private static final long WRITE_BUFFER_BYTES = 4 << 20;
    private static final long WAL_BYTES_MAX = 32 << 20;

    /** Below it a value lies in the table itself; above it tables hold only where the blob file has it. */
    private static final long BLOB_BYTES_MIN = 4 << 10;

    /** RocksDB's own diary: warnings, two files. */
    private static final long INFO_LOG_BYTES_MAX = 1 << 20;

    private static final int INFO_LOGS_MAX = 2;
    private static final int OPEN_FILES_MAX = 128;
    private static final int BACKGROUND_JOBS_MAX = 2;

    private final List<AutoCloseable> owned = new ArrayList<>();
    private final LRUCache cache = own(new LRUCache(BLOCK_CACHE_BYTES));

    DBOptions database() {
        return own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // A torn tail ends the log there: a prefix of the writes survives, each whole.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                // Otherwise one column's tables could be ahead of another's after a torn tail.
                .setAtomicFlush(true)
                .setAvoidFlushDuringRecovery(true)
                .setSkipStatsUpdateOnDbOpen(true)
                .setDbWriteBufferSize(WRITE_BUFFERS_BYTES_MAX)
                .setMaxTotalWalSize(WAL_BYTES_MAX)
                .setMaxOpenFiles(OPEN_FILES_MAX)
                .setMaxFileOpeningThreads(1)
                .setMaxBackgroundJobs(BACKGROUND_JOBS_MAX)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES_MAX)
                .setKeepLogFileNum(INFO_LOGS_MAX);
    }

    ColumnFamilyOptions column(String name) {
        var options = own(new ColumnFamilyOptions())
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
        return name.equals(Column.BLOBS.name())
                ? options.setEnableBlobFiles(true)
                        .setMinBlobSize(BLOB_BYTES_MIN)
                        .setBlobCompressionType(CompressionType.LZ4_COMPRESSION)
                : options;
    }

    private <T extends AutoCloseable> T own(T thing) {
        owned.add(thing);
        return thing;
    }

    @Override
    public void close() {
        for (var thing : owned.reversed()) {
            try {
                thing.close();
            } catch (Exception e) {
                throw new IllegalStateException("RocksDB's options never fail to close", e);
            }
        }
    }
}
