package org.anode.node.transport;

import java.util.stream.IntStream;
import org.anode.node.transport.LanMessage.Frame;
import org.anode.node.transport.LanMessage.Here;
import org.anode.node.transport.LanMessage.Lost;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * Messages of the LAN: one byte kind, then room ids of 32 bytes, then the frame. The version stands in the name of the
 * cluster. Pure; any thread.
 */
final class LanCodec {
    private static final byte HERE = 1;
    private static final byte FRAME = 2;
    private static final byte LOST = 3;

    private LanCodec() {}

    static Bytes encode(LanMessage message) {
        return switch (message) {
            case Here here -> Bytes.concat(kind(HERE), concat(here));
            case Frame frame -> Bytes.concat(kind(FRAME), frame.room().value(), frame.frame());
            case Lost lost -> Bytes.concat(kind(LOST), lost.room().value());
        };
    }

    private static Bytes kind(byte kind) {
        return Bytes.wrap(new byte[] {kind});
    }

    private static Bytes concat(Here here) {
        return Bytes.concat(here.rooms().stream().map(RoomId::value).toArray(Bytes[]::new));
    }

    static Parsed<LanMessage> decode(Bytes encoded, TransportLimits limits) {
        if (encoded.isEmpty()) return new Malformed<>("empty");
        int rest = encoded.size() - 1;
        return switch (encoded.at(0)) {
            case HERE -> here(encoded, rest, limits);
            case FRAME -> frame(encoded, rest, limits);
            case LOST -> rest == RoomId.SIZE_BYTES ? new Ok<>(new Lost(room(encoded, 0))) : new Malformed<>("no room");
            default -> new Malformed<>("unknown kind");
        };
    }

    private static Parsed<LanMessage> here(Bytes encoded, int rest, TransportLimits limits) {
        int rooms = rest / RoomId.SIZE_BYTES;
        if (rest % RoomId.SIZE_BYTES != 0) return new Malformed<>("part of a room");
        if (rooms > limits.roomsMax()) return new Malformed<>("more than " + limits.roomsMax() + " rooms");
        return new Ok<>(new Here(
                IntStream.range(0, rooms).mapToObj(n -> room(encoded, n)).toList()));
    }

    private static Parsed<LanMessage> frame(Bytes encoded, int rest, TransportLimits limits) {
        if (rest < RoomId.SIZE_BYTES) return new Malformed<>("no room");
        if (rest - RoomId.SIZE_BYTES > limits.frameBytesMax()) return new Malformed<>("oversize frame");
        return new Ok<>(new Frame(room(encoded, 0), encoded.slice(1 + RoomId.SIZE_BYTES, encoded.size())));
    }

    private static RoomId room(Bytes encoded, int index) {
        int start = 1 + index * RoomId.SIZE_BYTES;
        return new RoomId(encoded.slice(start, start + RoomId.SIZE_BYTES));
    }
}
