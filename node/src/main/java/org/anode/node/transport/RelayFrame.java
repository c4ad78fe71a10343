package org.anode.node.transport;

import java.nio.ByteBuffer;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/** What nodes say to each other through a relay: {@code type (1) ‖ offset (8) ‖ frame}, for {@link Pacing}. */
sealed interface RelayFrame {
    /** What a frame is longer than what it holds. */
    int OVERHEAD_BYTES = 1 + Long.BYTES;

    byte DATA = 1;
    byte ACK = 2;
    byte LOST = 3;

    /** @param end how many bytes of frames were sent on this link, these included */
    record Data(long end, Bytes frame) implements RelayFrame {}

    /** @param end of the last data that came */
    record Ack(long end) implements RelayFrame {}

    /** Frames found no place at the sender. */
    record Lost() implements RelayFrame {}

    /** Data as they are sent. */
    static ByteBuffer data(long end, Bytes frame) {
        var out = ByteBuffer.allocate(OVERHEAD_BYTES + frame.size()).put(DATA).putLong(end);
        return out.put(frame.asReadOnlyBuffer()).flip();
    }

    /** An acknowledgement as it is sent. */
    static ByteBuffer ack(long end) {
        return ByteBuffer.allocate(OVERHEAD_BYTES).put(ACK).putLong(end).flip();
    }

    /** Word of a loss as it is sent. */
    static ByteBuffer lost() {
        return ByteBuffer.allocate(OVERHEAD_BYTES).put(LOST).putLong(0).flip();
    }

    /** Takes anything. */
    static Parsed<RelayFrame> decode(Bytes encoded) {
        if (encoded.size() < OVERHEAD_BYTES) return new Malformed<>("too short");
        long end = encoded.asReadOnlyBuffer().getLong(1);
        return switch (encoded.at(0)) {
            case DATA -> new Ok<>(new Data(end, encoded.slice(OVERHEAD_BYTES, encoded.size())));
            case ACK -> new Ok<>(new Ack(end));
            case LOST -> new Ok<>(new Lost());
            default -> new Malformed<>("unknown type");
        };
    }
}
