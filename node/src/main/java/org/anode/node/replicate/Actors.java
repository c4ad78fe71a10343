package org.anode.node.replicate;

import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/** Actor ids are computed, not chosen, so nobody can write under another's (SY-2). */
public final class Actors {
    /** Enough that two starts never meet. */
    public static final int NONCE_BYTES = 16;

    private static final Bytes DOMAIN = Bytes.utf8("anode-actor");

    private Actors() {}

    /** The document is the only part of varying length, so its length stands before it. */
    public static ActorId derive(NotebookId notebook, DocumentName document, GrantId grant, Bytes nonce) {
        var name = Bytes.utf8(document.text());
        var length = Bytes.wrap(new byte[] {(byte) (name.size() >>> 8), (byte) name.size()});
        var hash = Bytes.concat(DOMAIN, notebook.value(), length, name, grant.value(), nonce)
                .sha256();
        return new ActorId(hash.slice(0, ActorId.SIZE_BYTES));
    }
}
