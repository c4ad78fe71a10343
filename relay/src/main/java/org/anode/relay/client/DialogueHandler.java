package org.anode.relay.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** From Netty's events to a {@link Dialogue}. */
final class DialogueHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Dialogue dialogue;

    DialogueHandler(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        dialogue.connected(context.channel());
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) dialogue.end(new Ended.Silent());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary -> dialogue.hear(binary.content().nioBuffer());
            case PongWebSocketFrame _ -> dialogue.heard();
            case CloseWebSocketFrame close -> {
                int code = close.statusCode();
                dialogue.closedThere(code < 0 ? Dialogue.CLOSE_UNKNOWN : code, close.reasonText());
            }
            default -> dialogue.end(new Ended.Malformed("not a binary message"));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        dialogue.unblock();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        dialogue.closedThere(Dialogue.CLOSE_UNKNOWN, "");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null)
            dialogue.end(new Ended.NotServed(refused.response().status().code()));
        else dialogue.failed(cause);
    }
}
