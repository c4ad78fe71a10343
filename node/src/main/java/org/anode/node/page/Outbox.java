package org.anode.node.page;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes to one page, in order. A page that does not read is cut off: it comes back and starts afresh. Any thread. */
final class Outbox {
    /** Held for a page that is behind; more than it can have missed by accident. */
    static final long UNSENT_CHARS_MAX = 4 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Channel channel;
    private final AtomicLong unsentChars = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    Outbox(Channel channel) {
        this.channel = channel;
    }

    /** Why the node ends a socket; the numbers are those of the protocol. */
    enum Goodbye {
        MALFORMED(4400, "This message is not of the protocol."),
        UNKNOWN(4401, "This page's session is not known: open a fresh link with ./anode open."),
        OTHER_VERSION(4409, "The node speaks another version: reload the page."),
        BEHIND(4413, "The page fell behind: connect anew."),
        AGAIN(1012, "Connect anew.");

        private final int code;
        private final String reason;

        Goodbye(int code, String reason) {
            this.code = code;
            this.reason = reason;
        }
    }

    void send(JsonNode message) {
        if (isOver()) return;
        var text = JSON.writeValueAsString(message);
        if (unsentChars.addAndGet(text.length()) > UNSENT_CHARS_MAX) {
            close(Goodbye.BEHIND);
            return;
        }
        write(text).addListener(_ -> unsentChars.addAndGet(-text.length()));
    }

    /** Parts of a snapshot, which has no limit but the notebook's size: the page asked for it. */
    void sendSnapshot(JsonNode part) {
        if (isOver()) return;
        var _ = write(JSON.writeValueAsString(part));
    }

    private io.netty.channel.ChannelFuture write(String text) {
        return channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    /** Nothing arrives any more. */
    private boolean isOver() {
        return closed.get() || !channel.isActive();
    }

    void close(Goodbye goodbye) {
        if (!channel.isActive() || closed.getAndSet(true)) return;
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(goodbye.code, goodbye.reason))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
