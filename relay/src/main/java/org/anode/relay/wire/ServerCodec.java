package org.anode.relay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes of what relays say. The decoder takes anything. */
public final class ServerCodec {
    public static final byte CHALLENGE = 0x01;
    public static final byte WELCOME = 0x02;
    public static final byte REFUSED = 0x03;
    public static final byte JOINED = 0x04;
    public static final byte NOT_JOINED = 0x05;
    public static final byte UP = 0x06;
    public static final byte GONE = 0x07;
    public static final byte FRAME = 0x08;
    public static final byte RESYNC = 0x09;
    public static final byte DRAINING = 0x0a;

    private ServerCodec() {}

    public static ByteBuffer encode(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Challenge challenge -> challenge(challenge);
            case ServerMessage.Welcome _ -> ByteBuffer.allocate(1).put(WELCOME).flip();
            case ServerMessage.Refused refused -> {
                var text = refused.text().getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(1 + 1 + 1 + text.length)
                        .put(REFUSED)
                        .put((byte) refused.code().number())
                        .put((byte) text.length)
                        .put(text)
                        .flip();
            }
            case ServerMessage.Joined joined -> joined(joined);
            case ServerMessage.NotJoined not ->
                ByteBuffer.allocate(1 + 4 + 1)
                        .put(NOT_JOINED)
                        .putInt(not.request().value())
                        .put((byte) not.code().number())
                        .flip();
            case ServerMessage.Up up -> presence(UP, up.room(), up.member());
            case ServerMessage.Gone gone -> presence(GONE, gone.room(), gone.member());
            case ServerMessage.Frame frame -> {
                int size = Protocol.FRAME_HEAD_BYTES + frame.payload().size();
                var out = ByteBuffer.allocate(size)
                        .put(FRAME)
                        .putInt(frame.room().value())
                        .putLong(frame.from().value());
                frame.payload().writeTo(out);
                yield out.flip();
            }
            case ServerMessage.Resync resync ->
                ByteBuffer.allocate(1 + 4)
                        .put(RESYNC)
                        .putInt(resync.room().value())
                        .flip();
            case ServerMessage.Draining draining ->
                ByteBuffer.allocate(1 + 2)
                        .put(DRAINING)
                        .putShort((short) draining.seconds())
                        .flip();
        };
    }

    private static ByteBuffer challenge(ServerMessage.Challenge challenge) {
        var out = ByteBuffer.allocate(1 + Nonce.SIZE_BYTES + 4 + 2 + 4).put(CHALLENGE);
        challenge.nonce().value().writeTo(out);
        return out.putInt(challenge.frameBytesMax())
                .putShort((short) challenge.roomsMax())
                .putInt(challenge.features())
                .flip();
    }

    private static ByteBuffer joined(ServerMessage.Joined joined) {
        var members = joined.members();
        var out = ByteBuffer.allocate(1 + 4 + 4 + 8 + 2 + 8 * members.size())
                .put(JOINED)
                .putInt(joined.request().value())
                .putInt(joined.room().value())
                .putLong(joined.me().value())
                .putShort((short) members.size());
        for (var member : members) out.putLong(member.value());
        return out.flip();
    }

    private static ByteBuffer presence(byte type, RoomHandle room, MemberId member) {
        return ByteBuffer.allocate(1 + 4 + 8)
                .put(type)
                .putInt(room.value())
                .putLong(member.value())
                .flip();
    }

    public static Decoded<ServerMessage> decode(ByteBuffer message) {
        var in = new FieldReader(message);
        int type = in.u8();
        return switch (type) {
            case CHALLENGE -> challenge(in);
            case WELCOME -> in.end(ServerMessage.Welcome::new);
            case REFUSED -> refused(in);
            case JOINED -> joined(in);
            case NOT_JOINED -> {
                var request = new RequestId(in.i32());
                var code = JoinRefusal.of(in.u8());
                yield in.end(() -> new ServerMessage.NotJoined(request, code));
            }
            case UP -> {
                var room = new RoomHandle(in.i32());
                var member = new MemberId(in.i64());
                yield in.end(() -> new ServerMessage.Up(room, member));
            }
            case GONE -> {
                var room = new RoomHandle(in.i32());
                var member = new MemberId(in.i64());
                yield in.end(() -> new ServerMessage.Gone(room, member));
            }
            case FRAME -> frame(in);
            case RESYNC -> {
                var room = new RoomHandle(in.i32());
                yield in.end(() -> new ServerMessage.Resync(room));
            }
            case DRAINING -> {
                int seconds = in.u16();
                yield in.end(() -> new ServerMessage.Draining(seconds));
            }
            default -> message.hasRemaining() ? new Decoded.Unknown<>(type) : new Decoded.Malformed<>("empty");
        };
    }

    private static Decoded<ServerMessage> challenge(FieldReader in) {
        var nonce = in.bytes(Nonce.SIZE_BYTES);
        int frameBytesMax = in.i32();
        in.expect(frameBytesMax >= 1 && frameBytesMax <= Protocol.FRAME_BYTES_HARD_MAX, "frames of " + frameBytesMax);
        int roomsMax = in.u16();
        int features = in.i32();
        return in.end(() -> new ServerMessage.Challenge(new Nonce(nonce), frameBytesMax, roomsMax, features));
    }

    private static Decoded<ServerMessage> refused(FieldReader in) {
        var code = Refusal.of(in.u8());
        int size = in.u8();
        in.expect(size <= ServerMessage.Refused.TEXT_BYTES_MAX, "a text of " + size);
        var text = in.utf8(size);
        return in.end(() -> new ServerMessage.Refused(code, text));
    }

    private static Decoded<ServerMessage> joined(FieldReader in) {
        var request = new RequestId(in.i32());
        var room = new RoomHandle(in.i32());
        var me = new MemberId(in.i64());
        int count = in.u16();
        in.expect(in.remaining() == 8 * count, "a count of " + count);
        // As many as there are bytes for: a lie about the count allocates nothing.
        List<MemberId> members = new ArrayList<>(in.remaining() / 8);
        while (in.remaining() > 0) members.add(new MemberId(in.i64()));
        return in.end(() -> new ServerMessage.Joined(request, room, me, members));
    }

    private static Decoded<ServerMessage> frame(FieldReader in) {
        var room = new RoomHandle(in.i32());
        var from = new MemberId(in.i64());
        in.expect(in.remaining() <= Protocol.FRAME_BYTES_HARD_MAX, "a payload of " + in.remaining());
        var payload = in.rest();
        return in.end(() -> new ServerMessage.Frame(room, from, payload));
    }
}
