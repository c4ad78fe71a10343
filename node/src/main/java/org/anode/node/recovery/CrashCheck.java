package org.anode.node.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.node.recovery.Dependents.Opened;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.CrashMarker;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.Snapshot;
import org.anode.node.store.Store;
import org.anode.node.store.StoredBatch;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Genesis;

/**
 * Called before a document is loaded (SY-10): if the process died while it applied a batch, applies it again in a
 * trial, and only if that dies too sets it aside, with all that needs it. The batches stay in the log.
 */
public final class CrashCheck {
    private final Store store;
    private final Trial trial;

    public CrashCheck(Store store, Trial trial) {
        this.store = store;
        this.trial = trial;
    }

    /** A sentence for the user if something was set aside. */
    public Optional<String> settle(DocumentLog log, Genesis genesis) {
        return log.marker().flatMap(marker -> settle(log, genesis, marker));
    }

    private Optional<String> settle(DocumentLog log, Genesis genesis, CrashMarker marker) {
        var upTo = upTo(log, marker.batch());
        if (upTo.isEmpty()) {
            store.write(List.of(log.clearMarker())); // it died before the batch was stored
            return Optional.empty();
        }
        var saved = log.newestSnapshot().map(Snapshot::saved);
        return switch (trial.run(genesis, saved, upTo)) {
            case Trial.Outcome.Survived _ -> {
                store.write(List.of(log.clearMarker()));
                yield Optional.empty();
            }
            case Trial.Outcome.Died(var how) -> Optional.of(setAside(log, marker.batch(), how));
        };
    }

    /** The batches that are applied when the document is loaded, up to the one named; none if it is not stored. */
    private static List<Bytes> upTo(DocumentLog log, BatchHash last) {
        var quarantined = log.quarantined().keySet();
        var batches = new ArrayList<Bytes>();
        var seen = new boolean[1];
        log.batches(log.newestSnapshot().map(Snapshot::next).orElse(0L), stored -> {
            var hash = BatchCodec.hash(stored.encoded());
            if (!quarantined.contains(hash)) batches.add(stored.encoded());
            seen[0] = hash.equals(last);
            return !seen[0];
        });
        return seen[0] ? batches : List.of();
    }

    private String setAside(DocumentLog log, BatchHash culprit, String how) {
        var reason = "Applying it ended the node and a trial (" + how + ").";
        var changes = new ArrayList<Store.Change>();
        var hashes = Dependents.of(culprit, opened(log));
        for (var hash : hashes) {
            var why = hash.equals(culprit) ? reason : "It builds on a batch that was set aside.";
            changes.add(log.quarantine(hash, why));
        }
        changes.add(log.clearMarker());
        store.write(changes);
        store.sync();
        return "An edit that made Anode crash was set aside, with " + (hashes.size() - 1)
                + " that build on it; everything else is there.";
    }

    private static List<Opened> opened(DocumentLog log) {
        var found = new ArrayList<Opened>();
        log.batches(0, stored -> {
            open(stored).ifPresent(found::add);
            return true;
        });
        return found;
    }

    private static Optional<Opened> open(StoredBatch stored) {
        return BatchCodec.decode(stored.encoded()) instanceof Parsed.Ok<SealedBatch>(var sealed)
                        && BatchContents.open(sealed) instanceof Parsed.Ok<List<ChangeChunk>>(var changes)
                ? Optional.of(new Opened(sealed, changes))
                : Optional.empty();
    }
}
