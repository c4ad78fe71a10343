package org.anode.node.replicate;

import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;

/** The stored batches, encoded, so that the machine need not keep them in memory. */
@FunctionalInterface
public interface Archive {
    Optional<Bytes> batch(DocumentName document, Position at);
}
