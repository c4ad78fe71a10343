package org.anode.node.replicate;

import java.util.List;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;

/**
 * A batch with what is inside it.
 *
 * @param entitled whether its own grant gives the right to it (MB-4)
 */
record OpenedBatch(SealedBatch sealed, Header header, List<ChangeChunk> changes, boolean entitled) {
    OpenedBatch {
        changes = List.copyOf(changes);
    }

    static OpenedBatch of(SealedBatch sealed, List<ChangeChunk> changes, boolean entitled) {
        return new OpenedBatch(sealed, Header.of(sealed), changes, entitled);
    }

    /** What lies in the log; it was judged when it came. */
    static Parsed<OpenedBatch> stored(Bytes encoded, Admission admission) {
        return stored(encoded, new BatchRun(), admission);
    }

    /** @param run those before it in the log */
    static Parsed<OpenedBatch> stored(Bytes encoded, BatchRun run, Admission admission) {
        return switch (run.read(encoded)) {
            case Parsed.Malformed<SealedBatch>(var reason) -> new Parsed.Malformed<>(reason);
            case Parsed.Ok<SealedBatch>(var sealed) -> stored(sealed, admission);
        };
    }

    private static Parsed<OpenedBatch> stored(SealedBatch sealed, Admission admission) {
        return switch (BatchContents.open(sealed)) {
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> new Parsed.Malformed<>(reason);
            case Parsed.Ok<List<ChangeChunk>>(var changes) ->
                new Parsed.Ok<>(of(sealed, changes, admission.admits(Header.of(sealed))));
        };
    }

    BatchHash hash() {
        return header.hash();
    }

    int bytes() {
        return sealed.encoded().size();
    }
}
