package org.anode.node.store;

import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.NotebookId;

/** The keys of one document's batches, made of parts that are made once: a catch-up asks for ten thousands of them. */
final class LogKeys {
    private final Bytes batches;
    private final Bytes index;

    LogKeys(NotebookId notebook, DocumentName document) {
        this.batches = Keys.batches(notebook, document);
        this.index = Keys.index(notebook, document);
    }

    Bytes batches() {
        return batches;
    }

    Bytes batch(long n) {
        return Bytes.concat(batches, Keys.number(n));
    }

    Bytes indexOf(ActorId actor) {
        return Bytes.concat(index, actor.value());
    }

    Bytes index(ActorId actor, long lastSeq, BatchHash hash) {
        return Bytes.concat(index, actor.value(), Keys.number(lastSeq), hash.value());
    }
}
