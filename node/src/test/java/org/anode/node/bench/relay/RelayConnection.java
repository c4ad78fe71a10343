package org.anode.node.bench.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientCodec;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.Decoded;
import org.anode.relay.wire.Nonce;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.RoomKey;
import org.anode.relay.wire.ServerCodec;
import org.anode.relay.wire.ServerMessage;
import org.anode.relay.wire.Signature;
import org.anode.relay.wire.SignedText;
import org.anode.relay.wire.Signer;
import org.jspecify.annotations.Nullable;

/** A raw WebSocket to a relay, in one room. */
final class RelayConnection extends RawConnection {
    private static final RelayName NAME = new RelayName("127.0.0.1");

    private static final byte[] REQUEST = """
            GET /v1 HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: anode-relay-1\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.getBytes(US_ASCII);

    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASKED = 0x80;

    /** Four times the same, so that it does not matter where in a message something lies. Not 0: that would be cheaper. */
    private static final byte MASK = 0x5a;

    private static final long LONG_MASK = 0x5a5a5a5a5a5a5a5aL;
    private static final int MASK_BYTES = 4;

    private final Signer client;
    private final Signer room;
    private boolean upgraded;
    private @Nullable Nonce nonce;
    private @Nullable RoomHandle handle;

    RelayConnection(Signer client, Signer room, Owner owner) {
        super(owner);
        this.client = client;
        this.room = room;
    }

    @Override
    void open() {
        send(REQUEST);
    }

    // --- Hearing --------------------------------------------------------------------------------------------------

    @Override
    boolean take(ByteBuf in) {
        if (!upgraded) return response(in);
        int at = in.readerIndex();
        int there = in.readableBytes();
        if (there < 2) return false;
        int head = headBytes(in.getByte(at + 1));
        if (there < head) return false;
        int size = size(in, at, head);
        if (size > Template.STAMP_BYTES && there > head && in.getByte(at + head) == ServerCodec.FRAME)
            return frame(in, at + head, size);
        if (there < head + size) return false;
        control(in.getUnsignedByte(at), in.nioBuffer(at + head, size));
        in.readerIndex(at + head + size);
        return true;
    }

    private static int headBytes(byte length) {
        return switch (length) {
            case LENGTH_16 -> 2 + 2;
            case LENGTH_64 -> 2 + 8;
            default -> 2;
        };
    }

    private static int size(ByteBuf in, int at, int head) {
        return switch (head) {
            case 2 -> in.getByte(at + 1);
            case 4 -> in.getUnsignedShort(at + 2);
            default -> Math.toIntExact(in.getLong(at + 2));
        };
    }

    private boolean frame(ByteBuf in, int at, int size) {
        int stamp = at + Protocol.FRAME_HEAD_BYTES;
        int after = stamp + Template.STAMP_BYTES;
        if (in.writerIndex() < after) return false;
        in.readerIndex(after);
        message(in.getLong(stamp), in.getLong(stamp + 8), size - (after - at));
        return true;
    }

    private boolean response(ByteBuf in) {
        var text = in.toString(US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) return false;
        if (!text.startsWith("HTTP/1.1 101 ")) owner().ended(text);
        in.skipBytes(end + 4);
        upgraded = true;
        return true;
    }

    private void control(int first, ByteBuffer payload) {
        switch (first) {
            case PING -> send(masked(PONG, new byte[0]));
            case CLOSE -> owner().ended("closed by the relay");
            case BINARY -> {
                switch (ServerCodec.decode(payload)) {
                    case Decoded.Ok<ServerMessage>(var said) -> hear(said);
                    case Decoded.Malformed<ServerMessage>(var reason) -> owner().ended(reason);
                    case Decoded.Unknown<ServerMessage>(var type) -> owner().ended("a message of type " + type);
                }
            }
            default -> owner().ended("a frame of type " + first);
        }
    }

    private void hear(ServerMessage said) {
        switch (said) {
            case ServerMessage.Challenge challenge -> answer(challenge.nonce());
            case ServerMessage.Welcome _ -> join();
            case ServerMessage.Joined joined -> {
                handle = joined.room();
                owner().ready();
            }
            case ServerMessage.Resync _ -> owner().lost();
            case ServerMessage.Refused refused -> owner().ended(refused.text());
            case ServerMessage.NotJoined not -> owner().ended("not joined: " + not.code());
            case ServerMessage.Up _, ServerMessage.Gone _, ServerMessage.Frame _, ServerMessage.Draining _ -> {}
        }
    }

    // --- Saying ---------------------------------------------------------------------------------------------------

    private ClientKey key() {
        return new ClientKey(Bytes.wrap(client.publicKey()));
    }

    private void answer(Nonce challenge) {
        nonce = challenge;
        var signature = signed(client, SignedText.auth(NAME, challenge));
        say(new ClientMessage.Auth(key(), signature, NAME, Bytes.EMPTY));
    }

    private void join() {
        if (nonce == null) throw new IllegalStateException("WELCOME before CHALLENGE");
        var id = new RoomKey(Bytes.wrap(room.publicKey()));
        say(new ClientMessage.Join(new RequestId(1), id, signed(room, SignedText.join(NAME, nonce, key(), id))));
    }

    private static Signature signed(Signer by, Bytes text) {
        return new Signature(Bytes.wrap(by.sign(text.toArray())));
    }

    private void say(ClientMessage message) {
        send(masked(BINARY, Bytes.of(ClientCodec.encode(message)).toArray()));
    }

    private static byte[] masked(int first, byte[] payload) {
        var frame =
                ByteBuffer.allocate(headBytes(payload.length) + payload.length).put((byte) first);
        if (payload.length < LENGTH_16) frame.put((byte) (MASKED | payload.length));
        else frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        for (int i = 0; i < MASK_BYTES; i++) frame.put(MASK);
        for (byte clear : payload) frame.put((byte) (clear ^ MASK));
        return frame.array();
    }

    /** Of a frame that a client sends, up to 64 KiB. */
    private static int headBytes(int payload) {
        if (payload > 0xffff) throw new IllegalArgumentException("a payload of " + payload);
        return (payload < LENGTH_16 ? 2 : 2 + 2) + MASK_BYTES;
    }

    @Override
    Template template(int payloadBytes) {
        if (handle == null) throw new IllegalStateException("not in the room yet");
        int size = Protocol.BROADCAST_HEAD_BYTES + payloadBytes;
        var message = ByteBuffer.allocate(size).put(ClientCodec.BROADCAST).putInt(handle.value());
        var frame = masked(BINARY, message.array());
        return new Template(frame, headBytes(size) + Protocol.BROADCAST_HEAD_BYTES, LONG_MASK);
    }
}
