package org.anode.schema.engine;

/** A document, with its history, takes no more edits (R10). */
public final class DocumentFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DocumentFull() {
        super("the document has grown to about " + (Room.EDITED_BYTES_MAX >> 20) + " MiB");
    }
}
