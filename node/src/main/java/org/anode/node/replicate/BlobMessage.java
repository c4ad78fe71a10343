package org.anode.node.replicate;

import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * What nodes of a notebook say to each other about content by its hash (SY-12), as strict CBOR {@code [1, kind, blob,
 * number, number, bytes]}. Losing or doubling any of it is harmless.
 */
public sealed interface BlobMessage {
    /** So much of a blob in one message. */
    int PIECE_BYTES = 64 << 10;

    /** The longest blob there is: as long as a file that is taken in. */
    long BLOB_BYTES_MAX = 64 << 20;

    BlobId blob();

    /** Asks for the piece that begins at {@code from}. */
    record Want(BlobId blob, long from) implements BlobMessage {}

    /** @param total length of the whole blob */
    record Piece(BlobId blob, long from, long total, Bytes bytes) implements BlobMessage {}

    /** It is not here. */
    record Lacking(BlobId blob) implements BlobMessage {}

    /** As it goes over the wire. */
    default Bytes encode() {
        return switch (this) {
            case Want(var blob, var from) -> encode(0, blob, from, 0, Bytes.EMPTY);
            case Piece(var blob, var from, var total, var bytes) -> encode(1, blob, from, total, bytes);
            case Lacking(var blob) -> encode(2, blob, 0, 0, Bytes.EMPTY);
        };
    }

    private static Bytes encode(int kind, BlobId blob, long from, long total, Bytes bytes) {
        return CborWriter.array(
                6,
                out -> out.number(1)
                        .number(kind)
                        .bytes(blob.value())
                        .number(from)
                        .number(total)
                        .bytes(bytes));
    }

    static Parsed<BlobMessage> decode(Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            CborReader.require(in.number(1) == 1, "unknown version of blob message");
            long kind = in.number(2);
            var blob = new BlobId(in.bytes(BlobId.SIZE_BYTES));
            long from = in.number(BLOB_BYTES_MAX);
            long total = in.number(BLOB_BYTES_MAX);
            var bytes = in.bytesUpTo(PIECE_BYTES);
            CborReader.require(from + bytes.size() <= total || kind != 1, "a piece beyond its end");
            return kind == 0
                    ? new Want(blob, from)
                    : kind == 1 ? new Piece(blob, from, total, bytes) : new Lacking(blob);
        });
    }
}
