package org.anode.node.page;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Routes what the {@link Gate} let through. Files are answered at once; all that may wait runs on a virtual thread of
 * its own, off the event loop.
 */
final class RouteHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final System.Logger LOG = System.getLogger(RouteHandler.class.getName());
    private static final WebSocketDecoderConfig FRAMES = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(PageJson.MESSAGE_BYTES_MAX)
            .allowExtensions(false)
            .build();

    private final CommandRoute commands;
    private final PageRoutes pages;
    private final Conversation.Host sockets;
    private final ExecutorService threads;

    RouteHandler(CommandRoute commands, PageRoutes pages, Conversation.Host sockets, ExecutorService threads) {
        this.commands = commands;
        this.pages = pages;
        this.sockets = sockets;
        this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        // The whole request is here: from now on a client may wait as long as its command takes.
        if (context.pipeline().get(ReadTimeoutHandler.class) != null)
            context.pipeline().remove(ReadTimeoutHandler.class);
        var allowed = context.channel().attr(GateHandler.ALLOWED).get();
        var channel = context.channel();
        var gzip = acceptsGzip(request);
        switch (allowed.route()) {
            case INDEX -> PageFiles.index(channel, allowed.host());
            case ASSET -> PageFiles.asset(channel, allowed.rest(), gzip);
            case FRAME -> PageFiles.frame(channel, allowed.host());
            case FRAME_ASSET -> PageFiles.frameAsset(channel, allowed.rest(), allowed.host(), gzip);
            case SESSION -> {
                var body = body(request);
                run(channel, () -> pages.session(channel, body));
            }
            case BLOB -> run(channel, () -> pages.blob(channel, allowed.rest()));
            case EXPORT -> run(channel, () -> pages.export(channel, allowed.rest()));
            case IMPORT -> {
                var body = body(request);
                run(channel, () -> pages.take(channel, body));
            }
            case COMMAND -> {
                var body = body(request);
                var stream = new ReplyStream(channel);
                context.pipeline().addLast(stream);
                run(channel, () -> commands.carryOut(channel, body, stream));
            }
            case SOCKET -> socket(context, request, allowed.host());
        }
    }

    private static boolean acceptsGzip(FullHttpRequest request) {
        var accepted = request.headers().get(HttpHeaderNames.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip");
    }

    private static byte[] body(FullHttpRequest request) {
        var body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        return body;
    }

    private void run(Channel channel, Runnable answer) {
        try {
            threads.execute(answer);
        } catch (RejectedExecutionException e) {
            Answer.sentence(channel, 503, "The node is stopping.");
        }
    }

    private void socket(ChannelHandlerContext context, FullHttpRequest request, String host) {
        var factory = new WebSocketServerHandshakerFactory("ws://" + host + "/ws", null, FRAMES);
        var handshaker = factory.newHandshaker(request);
        if (handshaker == null) {
            Answer.sentence(context.channel(), 400, "This WebSocket is of another version.");
            return;
        }
        handshaker.handshake(context.channel(), request).addListener(shaken -> {
            if (!shaken.isSuccess()) {
                var _ = context.close();
                return;
            }
            context.pipeline()
                    .addLast(new Utf8FrameValidator())
                    .addLast(new WebSocketFrameAggregator(PageJson.MESSAGE_BYTES_MAX))
                    .addLast(new SocketHandler(sockets, context))
                    .remove(this);
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof ReadTimeoutException)) LOG.log(Level.DEBUG, "a connection ended", cause);
        var _ = context.close();
    }
}
