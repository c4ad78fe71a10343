package org.anode.node.identity;

import org.anode.schema.Bytes;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/**
 * A statement with its signature as it is stored and sent. Made by {@link StatementCodec} alone.
 *
 * @param encoded the complete encoding, signature included
 * @param hash    {@code SHA-256("anode-statement-1" ‖ encoded)}
 */
public record SealedStatement(Statement statement, Bytes signature, Bytes encoded, Bytes hash) {
    /** The id of the grant this makes. */
    public GrantId grant() {
        return new GrantId(hash);
    }

    /** The id of the notebook, if this is its root. */
    public NotebookId notebook() {
        return new NotebookId(hash);
    }

    /** Whether the holder of {@code publicKey}, the issuer's device key, signed it. */
    public boolean signedBy(Bytes publicKey) {
        return Signatures.verify(publicKey, StatementCodec.signedPart(encoded), signature);
    }
}
