package org.anode.schema.engine;

import java.util.function.LongSupplier;

/**
 * How much more a document may take (R10). Its size is that of the document as saved last and of the changes since,
 * which take more room one by one; so it is measured anew before anything is refused, but not for every little change,
 * since measuring means saving.
 */
final class Room {
    /** Of a document as saved, history included: what a node must be able to hold of each one that is open. */
    static final long DOCUMENT_BYTES_MAX = 64 << 20;

    /** Own edits end here: what several people write at the same time still fits below the limit. */
    static final long EDITED_BYTES_MAX = 56 << 20;

    /** The part of the limit that must have been added since the last measuring. */
    private static final long MEASURE_PART = 16;

    private final long editedMax;
    private final long documentMax;
    private long bytes;
    private long measured;

    Room() {
        this(EDITED_BYTES_MAX, DOCUMENT_BYTES_MAX);
    }

    Room(long editedMax, long documentMax) {
        this.editedMax = editedMax;
        this.documentMax = documentMax;
    }

    long bytes() {
        return bytes;
    }

    /** The document was saved, and is so large. */
    void saved(long size) {
        bytes = size;
        measured = size;
    }

    void add(long changes) {
        bytes += changes;
    }

    /** An edit was taken back. */
    void backTo(long former) {
        bytes = former;
        measured = Math.min(measured, former);
    }

    /** For so much more the document need not be measured. */
    boolean hasWithoutMeasuring(long more) {
        return bytes + more <= documentMax;
    }

    boolean hasForEdit(long more, LongSupplier measure) {
        return has(more, editedMax, measure);
    }

    boolean hasForApplying(long more, LongSupplier measure) {
        return has(more, documentMax, measure);
    }

    private boolean has(long more, long max, LongSupplier measure) {
        if (bytes + more > max && bytes - measured > max / MEASURE_PART) saved(measure.getAsLong());
        return bytes + more <= max;
    }
}
