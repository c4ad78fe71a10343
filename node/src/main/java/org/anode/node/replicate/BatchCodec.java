package org.anode.node.replicate;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Signatures;
import org.anode.node.wire.CborWriter;
import org.anode.node.wire.StrictCborReader;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Batches as signed CBOR: {@code [1, notebook, document, grant, nonce, firstSeq, lastSeq, previous, [chunks],
 * signature]}. The signature covers {@code "anode-batch-sig-1"} and everything before it, the hash
 * {@code "anode-batch-1"} and everything (SY-1). One encoding for each batch: what is not exactly what {@link #seal}
 * writes is malformed. Pure; any thread.
 */
public final class BatchCodec {
    private static final long VERSION = 1;
    private static final int FIELDS = 10;
    private static final Bytes HASH_DOMAIN = Bytes.utf8("anode-batch-1");
    private static final Bytes SIGNATURE_DOMAIN = Bytes.utf8("anode-batch-sig-1");

    /** CBOR's header of a byte string (2 bytes here) and the signature itself. */
    private static final int SIGNATURE_ITEM_BYTES = 2 + Signatures.SIGNATURE_BYTES;

    private static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[Signatures.SIGNATURE_BYTES]);

    private BatchCodec() {}

    /** @throws IllegalArgumentException if the batch breaks a limit of {@link Limits} */
    public static SealedBatch seal(Batch batch, DeviceKeys keys) {
        requireSound(batch);
        var signature = keys.sign(signedPart(encode(batch, NO_SIGNATURE)));
        var encoded = encode(batch, signature);
        require(encoded.size() <= Limits.BATCH_BYTES_MAX, "batch of more than 4 MiB");
        return new SealedBatch(batch, batch.actor(), signature, encoded, hash(encoded));
    }

    /** Checks size and form, not signature and not what is inside the chunks. */
    public static Parsed<SealedBatch> decode(Bytes encoded) {
        return decode(encoded, null);
    }

    /** @param before what it has in common with this one is kept once */
    static Parsed<SealedBatch> decode(Bytes encoded, @Nullable SealedBatch before) {
        if (encoded.size() > Limits.BATCH_BYTES_MAX) return new Parsed.Malformed<>("batch of more than 4 MiB");
        return StrictCborReader.parse(encoded, FIELDS, in -> read(in, encoded, before));
    }

    public static BatchHash hash(Bytes encoded) {
        return new BatchHash(new Sha256().add(HASH_DOMAIN).add(encoded).hash());
    }

    /** Whether the holder of {@code publicKey} signed it. */
    public static boolean isSignedBy(SealedBatch sealed, Bytes publicKey) {
        return Signatures.verify(publicKey, signedPart(sealed.encoded()), sealed.signature());
    }

    private static SealedBatch read(StrictCborReader in, Bytes encoded, @Nullable SealedBatch before) {
        require(in.number(Limits.SEQ_MAX) == VERSION, "unknown version of batch");
        var batch = new Batch(
                new NotebookId(in.bytes(NotebookId.SIZE_BYTES)),
                DocumentName.parse(in.text(Limits.DOCUMENT_NAME_CHARS_MAX)),
                new GrantId(in.bytes(GrantId.SIZE_BYTES)),
                in.bytes(Actors.NONCE_BYTES),
                in.number(Limits.SEQ_MAX),
                in.number(Limits.SEQ_MAX),
                new BatchHash(in.bytes(BatchHash.SIZE_BYTES)),
                in.each(Limits.BATCH_CHUNKS_MAX, () -> in.bytesUpTo(Limits.CHUNK_BYTES_MAX)));
        var signature = in.bytes(Signatures.SIGNATURE_BYTES);
        requireSound(batch);
        var hash = hash(encoded);
        if (before == null || !batch.hasActorOf(before.batch()))
            return new SealedBatch(batch, batch.actor(), signature, encoded, hash);
        return new SealedBatch(batch.after(before), before.actor(), signature, encoded, hash);
    }

    private static void requireSound(Batch batch) {
        int count = batch.chunks().size();
        require(count >= 1 && count <= Limits.BATCH_CHUNKS_MAX, "no chunks, or more than 10 000");
        require(batch.firstSeq() >= 1, "sequence numbers start at 1");
        require(batch.lastSeq() - batch.firstSeq() == count - 1, "sequence numbers and chunks do not fit");
        require(batch.lastSeq() <= Limits.SEQ_MAX, "sequence number too large");
        require(batch.isFirst() == (batch.firstSeq() == 1), "chain and sequence number do not fit");
        for (var chunk : batch.chunks()) require(chunk.size() <= Limits.CHUNK_BYTES_MAX, "chunk of more than 1 MiB");
    }

    private static Bytes encode(Batch batch, Bytes signature) {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .bytes(batch.notebook().value())
                        .text(batch.document().text())
                        .bytes(batch.grant().value())
                        .bytes(batch.nonce())
                        .number(batch.firstSeq())
                        .number(batch.lastSeq())
                        .bytes(batch.previous().value())
                        .each(batch.chunks(), out::bytes)
                        .bytes(signature));
    }

    private static Bytes signedPart(Bytes encoded) {
        return Bytes.concat(SIGNATURE_DOMAIN, encoded.slice(0, encoded.size() - SIGNATURE_ITEM_BYTES));
    }
}
