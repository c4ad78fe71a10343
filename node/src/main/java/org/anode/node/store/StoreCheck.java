package org.anode.node.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Admission;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.SealedBatch;
import org.anode.schema.BatchHash;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * Reads everything that is kept and says what is not as it should be: roots, batches with signatures and chains,
 * positions, snapshots, blobs. Changes nothing. For {@code anode doctor}.
 */
public final class StoreCheck {
    private final Store store;
    private final List<String> troubles = new ArrayList<>();
    private int notebooks;
    private long batches;
    private long blobs;

    private StoreCheck(Store store) {
        this.store = store;
    }

    /** @param troubles a sentence for each; none if all is well */
    public record Findings(int notebooks, long batches, long blobs, List<String> troubles) {
        public Findings {
            troubles = List.copyOf(troubles);
        }
    }

    /** Takes as long as reading the whole store takes. */
    public static Findings of(Store store) {
        var check = new StoreCheck(store);
        for (var notebook : new Notebooks(store).all()) check.notebook(notebook);
        check.blobs();
        return new Findings(check.notebooks, check.batches, check.blobs, check.troubles);
    }

    private void notebook(NotebookId notebook) {
        notebooks++;
        var log = new Notebooks(store).log(notebook);
        var statements = log.statements();
        if (statements.isEmpty()) {
            trouble(notebook, "has no root statement");
            return;
        }
        switch (RootStatement.open(notebook, statements.getFirst())) {
            case Parsed.Malformed<Statement.Grant>(var reason) -> trouble(notebook, "has a bad root: " + reason);
            case Parsed.Ok<Statement.Grant> _ -> {
                var members = members(notebook, statements);
                for (var document : log.documents()) document(notebook, log.document(document), members);
            }
        }
    }

    private Members members(NotebookId notebook, List<Bytes> statements) {
        var members = new Members(notebook, statements.getFirst());
        for (var encoded : statements.subList(1, statements.size())) {
            switch (members.take(encoded)) {
                case Members.Taken.New _ -> {}
                case Members.Taken.Known _ -> trouble(notebook, "has a statement twice");
                case Members.Taken.Unplaced _ -> trouble(notebook, "has a statement without what it follows");
                case Members.Taken.Malformed(var reason) -> trouble(notebook, "has a bad statement: " + reason);
            }
        }
        return members;
    }

    private void document(NotebookId notebook, DocumentLog log, Admission admission) {
        var tips = new HashMap<BatchHash, Long>();
        log.batches(0, stored -> {
            batches++;
            batch(notebook, log, stored, tips, admission);
            return true;
        });
        log.quarantined().forEach((hash, why) -> trouble(notebook, "edit " + hash + " was set aside: " + why));
        if (!tips.equals(positions(log))) trouble(notebook, log.document().text() + ": positions are wrong");
        if (!log.allSnapshotsWhole()) trouble(notebook, log.document().text() + ": a snapshot is damaged");
    }

    private void batch(
            NotebookId notebook, DocumentLog log, StoredBatch stored, Map<BatchHash, Long> tips, Admission admission) {
        var document = log.document();
        var place = document.text() + ", batch " + stored.number() + ": ";
        switch (BatchCodec.decode(stored.encoded())) {
            case Parsed.Malformed<SealedBatch>(var reason) -> trouble(notebook, place + reason);
            case Parsed.Ok<SealedBatch>(var sealed) -> {
                var batch = sealed.batch();
                if (!batch.notebook().equals(notebook) || !batch.document().equals(document))
                    trouble(notebook, place + "belongs elsewhere");
                if (!isSigned(sealed, admission)) trouble(notebook, place + "wrong signature");
                if (!follows(log, batch, tips)) trouble(notebook, place + "the batch before it is missing");
                tips.put(sealed.hash(), batch.lastSeq());
            }
        }
    }

    /** The batch before it is stored; as a tip that ends here, or with another branch on it already (SY-5). */
    private static boolean follows(DocumentLog log, Batch batch, Map<BatchHash, Long> tips) {
        if (batch.isFirst()) return true;
        tips.remove(batch.previous());
        return log.holds(batch.actor(), batch.firstSeq() - 1, batch.previous());
    }

    private static boolean isSigned(SealedBatch sealed, Admission admission) {
        return admission
                .deviceKey(sealed.batch().grant())
                .filter(key -> BatchCodec.isSignedBy(sealed, key))
                .isPresent();
    }

    private static Map<BatchHash, Long> positions(DocumentLog log) {
        var found = new HashMap<BatchHash, Long>();
        for (var position : log.positions()) found.put(position.hash(), position.lastSeq());
        return found;
    }

    private void blobs() {
        store.scan(Column.BLOBS, Bytes.EMPTY, (key, content) -> {
            blobs++;
            if (!content.sha256().equals(key)) troubles.add("Blob " + new BlobId(key) + " is damaged.");
            return true;
        });
    }

    private void trouble(NotebookId notebook, String what) {
        troubles.add("Notebook " + notebook + ": " + what + ".");
    }
}
