package org.anode.relay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes of what clients say. The decoder takes anything. */
public final class ClientCodec {
    public static final byte AUTH = 0x41;
    public static final byte JOIN = 0x42;
    public static final byte LEAVE = 0x43;
    public static final byte BROADCAST = 0x44;
    public static final byte TO = 0x45;

    private static final int AUTH_FIXED_BYTES = 1 + ClientKey.SIZE_BYTES + Signature.SIZE_BYTES + 1 + 1;
    private static final int JOIN_BYTES = 1 + 4 + RoomKey.SIZE_BYTES + Signature.SIZE_BYTES;
    private static final int LEAVE_BYTES = 1 + 4;

    /** The longest message but BROADCAST and TO. */
    public static final int CONTROL_BYTES_MAX =
            AUTH_FIXED_BYTES + RelayName.SIZE_BYTES_MAX + ClientMessage.Auth.TOKEN_BYTES_MAX;

    private ClientCodec() {}

    public static ByteBuffer encode(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Auth auth -> auth(auth);
            case ClientMessage.Join join -> {
                var out = ByteBuffer.allocate(JOIN_BYTES)
                        .put(JOIN)
                        .putInt(join.request().value());
                join.room().value().writeTo(out);
                join.signature().value().writeTo(out);
                yield out.flip();
            }
            case ClientMessage.Leave leave ->
                ByteBuffer.allocate(LEAVE_BYTES)
                        .put(LEAVE)
                        .putInt(leave.room().value())
                        .flip();
            case ClientMessage.Broadcast broadcast -> {
                int size = Protocol.BROADCAST_HEAD_BYTES + broadcast.payload().size();
                var out = ByteBuffer.allocate(size)
                        .put(BROADCAST)
                        .putInt(broadcast.room().value());
                broadcast.payload().writeTo(out);
                yield out.flip();
            }
            case ClientMessage.To to -> {
                int size = Protocol.TO_HEAD_BYTES + to.payload().size();
                var out = ByteBuffer.allocate(size)
                        .put(TO)
                        .putInt(to.room().value())
                        .putLong(to.member().value());
                to.payload().writeTo(out);
                yield out.flip();
            }
        };
    }

    private static ByteBuffer auth(ClientMessage.Auth auth) {
        var name = auth.name().value().getBytes(StandardCharsets.US_ASCII);
        var out = ByteBuffer.allocate(
                        AUTH_FIXED_BYTES + name.length + auth.token().size())
                .put(AUTH);
        auth.key().value().writeTo(out);
        auth.signature().value().writeTo(out);
        out.put((byte) name.length).put(name).put((byte) auth.token().size());
        auth.token().writeTo(out);
        return out.flip();
    }

    public static Decoded<ClientMessage> decode(ByteBuffer message) {
        var in = new FieldReader(message);
        int type = in.u8();
        return switch (type) {
            case AUTH -> auth(in);
            case JOIN -> join(in);
            case LEAVE -> {
                var room = new RoomHandle(in.i32());
                yield in.end(() -> new ClientMessage.Leave(room));
            }
            case BROADCAST -> {
                var room = new RoomHandle(in.i32());
                var payload = payload(in);
                yield in.end(() -> new ClientMessage.Broadcast(room, payload));
            }
            case TO -> {
                var room = new RoomHandle(in.i32());
                var member = new MemberId(in.i64());
                var payload = payload(in);
                yield in.end(() -> new ClientMessage.To(room, member, payload));
            }
            default -> message.hasRemaining() ? new Decoded.Unknown<>(type) : new Decoded.Malformed<>("empty");
        };
    }

    private static Decoded<ClientMessage> auth(FieldReader in) {
        var key = in.bytes(ClientKey.SIZE_BYTES);
        var signature = in.bytes(Signature.SIZE_BYTES);
        var text = in.utf8(in.u8());
        var name = RelayName.of(text).filter(of -> of.value().equals(text));
        in.expect(name.isPresent(), "not a relay's name");
        var token = in.bytes(in.u8());
        return in.end(
                () -> new ClientMessage.Auth(new ClientKey(key), new Signature(signature), name.orElseThrow(), token));
    }

    private static Decoded<ClientMessage> join(FieldReader in) {
        var request = new RequestId(in.i32());
        var room = in.bytes(RoomKey.SIZE_BYTES);
        var signature = in.bytes(Signature.SIZE_BYTES);
        return in.end(() -> new ClientMessage.Join(request, new RoomKey(room), new Signature(signature)));
    }

    private static Bytes payload(FieldReader in) {
        in.expect(in.remaining() <= Protocol.FRAME_BYTES_HARD_MAX, "a payload of " + in.remaining());
        return in.rest();
    }
}
