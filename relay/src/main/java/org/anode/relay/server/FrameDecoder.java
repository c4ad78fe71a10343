package org.anode.relay.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/** WebSocket frames of one client; tells its connection first how many bytes were read, whatever they are. */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private final Connection connection;

    FrameDecoder(WebSocketDecoderConfig config, Connection connection) {
        super(config);
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) connection.read(bytes.readableBytes());
        super.channelRead(context, message);
    }
}
