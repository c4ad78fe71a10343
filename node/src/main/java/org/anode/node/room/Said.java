package org.anode.node.room;

import java.nio.ByteBuffer;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * What a frame between two proven sessions holds: {@code 0 ‖ heard (1)}, or {@code 1 ‖ lane (1) ‖ offset (4) ‖ total (4) ‖
 * bytes}.
 */
sealed interface Said {
    /**
     * Your hello came.
     *
     * @param heard whether anything sealed with the keys of both hellos came too; if not, it is asked for
     */
    record Ready(boolean heard) implements Said {}

    /** Bytes of a message, from {@code offset} of {@code total}. All parts of a message are sent one after another. */
    record Part(Lane lane, int offset, int total, Bytes bytes) implements Said {
        boolean isWhole() {
            return bytes.size() == total;
        }
    }

    /** What a part is longer than its bytes. */
    int PART_OVERHEAD_BYTES = 1 + 1 + Integer.BYTES + Integer.BYTES;

    byte READY = 0;
    byte PART = 1;

    static Bytes encode(Said said) {
        return switch (said) {
            case Ready(var heard) -> Bytes.wrap(new byte[] {READY, (byte) (heard ? 1 : 0)});
            case Part(var lane, int offset, int total, var bytes) -> {
                var header = ByteBuffer.allocate(PART_OVERHEAD_BYTES).put(PART).put(lane.code);
                yield Bytes.concat(
                        Bytes.wrap(header.putInt(offset).putInt(total).array()), bytes);
            }
        };
    }

    static Parsed<Said> decode(Bytes encoded) {
        if (encoded.isEmpty()) return new Malformed<>("empty");
        return switch (encoded.at(0)) {
            case READY -> ready(encoded);
            case PART -> part(encoded);
            default -> new Malformed<>("unknown kind");
        };
    }

    private static Parsed<Said> ready(Bytes encoded) {
        boolean valid = encoded.size() == 2 && (encoded.at(1) == 0 || encoded.at(1) == 1);
        return valid ? new Ok<>(new Ready(encoded.at(1) == 1)) : new Malformed<>("not a ready");
    }

    private static Parsed<Said> part(Bytes encoded) {
        if (encoded.size() < PART_OVERHEAD_BYTES) return new Malformed<>("too short for a part");
        var lane = Lane.of(encoded.at(1));
        if (lane.isEmpty()) return new Malformed<>("unknown lane");
        var fields = encoded.asReadOnlyBuffer().position(2);
        int offset = fields.getInt();
        int total = fields.getInt();
        var bytes = encoded.slice(PART_OVERHEAD_BYTES, encoded.size());
        if (total < 0 || total > PeerRoom.MESSAGE_BYTES_MAX) return new Malformed<>("oversize message");
        if (offset < 0 || offset > total - bytes.size()) return new Malformed<>("part beyond the end");
        if (bytes.isEmpty() && total > 0) return new Malformed<>("empty part");
        return new Ok<>(new Part(lane.get(), offset, total, bytes));
    }
}
