package org.anode.node.page;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Frames of one WebSocket, to and from its {@link Conversation}. A page that asks faster than it is answered waits. */
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    /** A page says hello at once. */
    static final int HELLO_SECONDS_MAX = 5;

    /** Messages of one page that wait; from there on its socket is not read. */
    private static final int WAITING_MAX = 64;

    private static final System.Logger LOG = System.getLogger(SocketHandler.class.getName());

    private final Conversation conversation;
    private final Outbox outbox;

    SocketHandler(Conversation.Host host, ChannelHandlerContext context) {
        this.outbox = new Outbox(context.channel());
        this.conversation = new Conversation(host, outbox, () -> resume(context));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Thread.ofVirtual().name("page").start(conversation);
        var _ = context.executor().schedule(this::dropSilent, HELLO_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private void dropSilent() {
        // It may have said hello, and this machine be busy: only that its session is not known would make it give up.
        if (!conversation.isWelcome()) outbox.close(Outbox.Goodbye.AGAIN);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> {
                conversation.hear(text.text());
                if (conversation.waiting() >= WAITING_MAX)
                    context.channel().config().setAutoRead(false);
            }
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(
                        new PongWebSocketFrame(ping.content().retain()));
            }
            case PongWebSocketFrame _ -> {}
            case CloseWebSocketFrame _ -> {
                var _ = context.close();
            }
            default -> outbox.close(Outbox.Goodbye.MALFORMED);
        }
    }

    private void resume(ChannelHandlerContext context) {
        if (conversation.waiting() < WAITING_MAX / 2) context.channel().config().setAutoRead(true);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        conversation.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "a socket ended", cause);
        var _ = context.close();
    }
}
