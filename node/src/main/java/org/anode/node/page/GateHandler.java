package org.anode.node.page;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;

/** Puts the {@link Gate} first in the pipeline. What it refuses is answered here; its body is never gathered. */
final class GateHandler extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(GateHandler.class.getName());
    static final AttributeKey<Gate.Verdict.Allowed> ALLOWED = AttributeKey.valueOf("anode.allowed");

    private final Gate gate;
    /** One request per connection: whatever a client sends after it is dropped. */
    private boolean judged;

    private boolean refused;

    GateHandler(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused || (judged && message instanceof HttpRequest)) {
            refused = true;
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            judged = true;
            judge(context, request);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void judge(ChannelHandlerContext context, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context, request, 400, "This is not a request the server understands.");
            return;
        }
        switch (gate.check(head(request))) {
            case Gate.Verdict.Allowed allowed -> {
                // By its name in our list: what a client writes may hold a secret.
                LOG.log(Level.DEBUG, "request: {0}", allowed.route());
                context.channel().attr(ALLOWED).set(allowed);
                var gatherer = new HttpObjectAggregator(allowed.route().bodyBytesMax, true);
                context.pipeline().addAfter(context.name(), "gatherer", gatherer);
                context.fireChannelRead(request);
            }
            case Gate.Verdict.Refused(var status, var sentence) -> refuse(context, request, status, sentence);
        }
    }

    private void refuse(ChannelHandlerContext context, HttpRequest request, int status, String sentence) {
        refused = true;
        LOG.log(Level.DEBUG, "request refused: {0}", status);
        ReferenceCountUtil.release(request);
        Answer.sentence(context.channel(), status, sentence);
    }

    private static Gate.Head head(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return new Gate.Head(
                request.method().name(),
                request.uri(),
                headers.getAll(HttpHeaderNames.HOST),
                headers.getAll(HttpHeaderNames.ORIGIN),
                headers.getAll(HttpHeaderNames.AUTHORIZATION),
                headers.getAll(HttpHeaderNames.CONTENT_TYPE),
                headers.getAll(HttpHeaderNames.UPGRADE));
    }
}
