package org.anode.relay.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.ServerCodec;
import org.anode.relay.wire.ServerMessage;

/** WebSocket frames as a server sends them: whole and unmasked, so that the same bytes serve everybody. */
final class WebSocketOut {
    private static final int FINAL_BINARY = 0x82;
    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8a;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    /** The longest head of a WebSocket frame from a server. */
    private static final int HEAD_BYTES_MAX = 2 + 8;

    /** What a payload becomes at most longer by. */
    static final int FRAME_OVERHEAD_BYTES_MAX = HEAD_BYTES_MAX + Protocol.FRAME_HEAD_BYTES;

    private static final ByteBuf PING = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeByte(FINAL_PING).writeByte(0));

    private WebSocketOut() {}

    static ByteBuf message(ByteBufAllocator allocator, ServerMessage message) {
        var bytes = ServerCodec.encode(message);
        var out = allocator.directBuffer(HEAD_BYTES_MAX + bytes.remaining());
        head(out, FINAL_BINARY, bytes.remaining());
        return out.writeBytes(bytes);
    }

    /** A FRAME with the payload that lies in {@code in} from {@code at} on. */
    static void frame(ByteBuf out, int room, long from, ByteBuf in, int at, int size) {
        head(out, FINAL_BINARY, Protocol.FRAME_HEAD_BYTES + size);
        out.writeByte(ServerCodec.FRAME).writeInt(room).writeLong(from).writeBytes(in, at, size);
    }

    static ByteBuf ping() {
        return PING.duplicate();
    }

    static ByteBuf pong(ByteBufAllocator allocator, ByteBuf content) {
        var out = allocator.directBuffer(2 + content.readableBytes());
        head(out, FINAL_PONG, content.readableBytes());
        return out.writeBytes(content, content.readerIndex(), content.readableBytes());
    }

    /** @param reason short ASCII */
    static ByteBuf close(int code, String reason) {
        var text = reason.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.wrappedBuffer(ByteBuffer.allocate(4 + text.length)
                .put((byte) FINAL_CLOSE)
                .put((byte) (2 + text.length))
                .putShort((short) code)
                .put(text)
                .flip());
    }

    private static void head(ByteBuf out, int first, int size) {
        out.writeByte(first);
        if (size < LENGTH_16) out.writeByte(size);
        else if (size <= 0xffff) out.writeByte(LENGTH_16).writeShort(size);
        else out.writeByte(LENGTH_64).writeLong(size);
    }
}
