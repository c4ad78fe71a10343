package org.anode.node.page;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.anode.node.control.ControlJson;
import org.anode.node.control.Reply;

/**
 * Replies on their way to one client, a line each; the end of the connection ends the body. Written by the command's
 * own virtual thread, which waits while the client does not read (R14), and drops what a client that left would get.
 */
final class ReplyStream extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Object writable = new Object();

    ReplyStream(Channel channel) {
        this.channel = channel;
    }

    void begin() {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        Answer.harden(response.headers(), "application/x-ndjson");
        var _ = channel.writeAndFlush(response);
    }

    void send(Reply reply) {
        awaitWritable();
        var _ = channel.writeAndFlush(line(reply));
    }

    /** Sends the last reply; {@code onSent} runs when it left this process or the client was gone. */
    void finish(Reply reply, Runnable onSent) {
        var _ = channel.write(line(reply));
        var _ = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                .addListener(ChannelFutureListener.CLOSE)
                .addListener(future -> onSent.run());
    }

    private static DefaultHttpContent line(Reply reply) {
        return new DefaultHttpContent(
                Unpooled.wrappedBuffer((ControlJson.encode(reply) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private void awaitWritable() {
        synchronized (writable) {
            while (channel.isActive() && !channel.isWritable()) {
                try {
                    writable.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void wake() {
        synchronized (writable) {
            writable.notifyAll();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        wake();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wake();
        context.fireChannelInactive();
    }
}
