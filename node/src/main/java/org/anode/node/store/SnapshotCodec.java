package org.anode.node.store;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeSet;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;

/** A snapshot's value: {@code SHA-256 of the rest ‖ number of heads (4 bytes) ‖ heads, sorted ‖ saved document}. */
final class SnapshotCodec {
    private static final int SUM_BYTES = 32;

    private SnapshotCodec() {}

    static Bytes encode(Snapshot snapshot) {
        int size = Integer.BYTES
                + snapshot.heads().size() * ChangeHash.SIZE_BYTES
                + snapshot.saved().size();
        var rest = ByteBuffer.allocate(size).putInt(snapshot.heads().size());
        for (var head : new TreeSet<>(snapshot.heads())) rest.put(head.value().asReadOnlyBuffer());
        var body = Bytes.wrap(rest.put(snapshot.saved().asReadOnlyBuffer()).array());
        return Bytes.concat(body.sha256(), body);
    }

    /** Empty if the bytes are not what {@link #encode} wrote. */
    static Optional<Snapshot> decode(Bytes value, long next) {
        if (value.size() < SUM_BYTES + Integer.BYTES) return Optional.empty();
        var body = value.slice(SUM_BYTES, value.size());
        if (!value.startsWith(body.sha256())) return Optional.empty();
        int count = body.asReadOnlyBuffer().getInt();
        if (count < 0 || count > (body.size() - Integer.BYTES) / ChangeHash.SIZE_BYTES) return Optional.empty();
        var heads = new HashSet<ChangeHash>();
        int at = Integer.BYTES;
        for (int i = 0; i < count; i++, at += ChangeHash.SIZE_BYTES) {
            heads.add(new ChangeHash(body.slice(at, at + ChangeHash.SIZE_BYTES)));
        }
        return Optional.of(new Snapshot(body.slice(at, body.size()), heads, next));
    }
}
