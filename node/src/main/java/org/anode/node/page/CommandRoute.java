package org.anode.node.page;

import io.netty.channel.Channel;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.NodeFailure;
import org.anode.node.WrongUsage;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;

/** Commands of the command line: each on its own thread, answered a line at a time. */
final class CommandRoute {
    private static final System.Logger LOG = System.getLogger(CommandRoute.class.getName());

    private final NodeLink node;
    private final AtomicLong numbers = new AtomicLong();

    CommandRoute(NodeLink node) {
        this.node = node;
    }

    void carryOut(Channel channel, byte[] body, ReplyStream stream) {
        var command = ControlJson.command(body);
        if (command.isEmpty()) {
            Answer.sentence(channel, 400, "This is not a command this version knows.");
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
            return new Reply.Failed(NodeFailure.of(e).sentence(), false);
        }
    }
}
