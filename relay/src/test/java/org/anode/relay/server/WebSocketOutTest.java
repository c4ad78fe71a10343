package org.anode.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.ServerMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketOutTest {
    private static final long FROM = 0x0102030405060708L;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 112, 113, 200, 65_522, 65_523, 70_000})
    @DisplayName("RL-8 a frame that is forwarded has the bytes that the codec gives, in a head of the least length")
    void sameAsCodec(int size) {
        var payload = Unpooled.buffer(size + 4).writeZero(size + 4).setByte(3, size > 0 ? 9 : 0);
        var forwarded = Unpooled.buffer();
        WebSocketOut.frame(forwarded, 7, FROM, payload, 3, size);
        var message = new ServerMessage.Frame(
                new RoomHandle(7), new MemberId(FROM), Bytes.wrap(ByteBufUtil.getBytes(payload, 3, size)));
        ByteBuf encoded = WebSocketOut.message(UnpooledByteBufAllocator.DEFAULT, message);
        assertEquals(encoded, forwarded);
        int length = size + 13;
        assertEquals(length + (length < 126 ? 2 : length < 65_536 ? 4 : 10), forwarded.readableBytes());
        encoded.release();
    }
}
