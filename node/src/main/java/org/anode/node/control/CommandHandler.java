package org.anode.node.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.NodeFailure;
import org.anode.node.WrongUsage;

/** Routes what the {@link Gate} let through. A command runs on a virtual thread of its own, off the event loop. */
final class CommandHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final System.Logger LOG = System.getLogger(CommandHandler.class.getName());
    private static final String PAGE =
            "This is an Anode node. Its page comes with a later version; until then it is used"
                    + " from the command line: see anode --help.";

    private final NodeLink node;
    private final ExecutorService commands;
    private final AtomicLong numbers;

    CommandHandler(NodeLink node, ExecutorService commands, AtomicLong numbers) {
        this.node = node;
        this.commands = commands;
        this.numbers = numbers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        // The whole request is here: from now on a client may wait as long as its command takes.
        if (context.pipeline().get(ReadTimeoutHandler.class) != null)
            context.pipeline().remove(ReadTimeoutHandler.class);
        switch (context.channel().attr(GateHandler.ROUTE).get()) {
            case PAGE -> GateHandler.answer(context, 200, PAGE);
            case COMMAND -> command(context, request);
        }
    }

    private void command(ChannelHandlerContext context, FullHttpRequest request) {
        var body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        var stream = new ReplyStream(context.channel());
        context.pipeline().addLast(stream);
        try {
            commands.execute(() -> carryOut(context, body, stream));
        } catch (RejectedExecutionException e) {
            GateHandler.answer(context, 503, "The node is stopping.");
        }
    }

    private void carryOut(ChannelHandlerContext context, byte[] body, ReplyStream stream) {
        var command = ControlJson.command(body);
        if (command.isEmpty()) {
            GateHandler.answer(context, 400, "This is not a command this version knows.");
            return;
        }
        var name = command.get().getClass().getSimpleName();
        var number = numbers.incrementAndGet();
        LOG.log(Level.DEBUG, "command {0} received: {1}", number, name);
        stream.begin();
        var last = call(command.get(), stream);
        stream.finish(last, () -> LOG.log(Level.DEBUG, "command {0} acknowledged: {1}", number, name));
    }

    /** A bug in one command must not end the node: it is logged and becomes that command's reply. */
    private Reply call(Command command, ReplyStream stream) {
        try {
            return node.call(command, stream::send);
        } catch (NodeFailure e) {
            LOG.log(Level.DEBUG, "refused", e);
            return new Reply.Failed(e.sentence(), e instanceof WrongUsage);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a command failed in a way it should not", e);
            return new Reply.Failed(
                    "The node hit an error of its own (" + e + "): see its log, and please report it.", false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof ReadTimeoutException)) LOG.log(Level.DEBUG, "a connection ended", cause);
        var _ = context.close();
    }
}
