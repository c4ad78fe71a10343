package org.anode.schema.output;

import org.anode.schema.BlobId;

/**
 * The value of one MIME type: where it is stored, text under 1 KiB inline, all else a blob. JSON types hold their JSON text, binary types
 * (images) their base64 text, so a blob's content is always UTF-8 text.
 */
public sealed interface Data {
    record Text(String text) implements Data {}

    /** @param size in bytes */
    record Blob(BlobId blob, long size) implements Data {}
}
