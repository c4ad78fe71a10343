package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class OutboxTest {
    /** A wire on which nothing leaves until the reader takes it. */
    private static final class Wire extends ChannelOutboundHandlerAdapter {
        final Queue<ChannelPromise> underWay = new ArrayDeque<>();
        final List<Object> written = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add(message);
            underWay.add(promise);
        }

        void takeAll() {
            underWay.forEach(ChannelPromise::setSuccess);
            underWay.clear();
        }
    }

    private final Wire wire = new Wire();
    private final EmbeddedChannel channel = new EmbeddedChannel(wire);
    private final Outbox outbox = new Outbox(channel);

    private void send(int chars) {
        outbox.send(JsonNodeFactory.instance.stringNode("x".repeat(chars)));
        channel.runPendingTasks();
    }

    @Test
    @DisplayName("R14 a page that holds up more than 4 MiB is cut off with 4413; what it takes in time counts no more")
    void slowReader() {
        for (int i = 0; i < 20; i++) {
            send(1 << 20);
            wire.takeAll();
            channel.runPendingTasks();
        }
        assertTrue(wire.written.stream().allMatch(TextWebSocketFrame.class::isInstance));
        for (int i = 0; i < 5; i++) send(1 << 20);
        var last = (CloseWebSocketFrame) wire.written.getLast();
        assertEquals(4413, last.statusCode());
        assertEquals(20 + 3 + 1, wire.written.size());
    }

    @Test
    @DisplayName("R14 a snapshot is not cut off: the page asked for it")
    void snapshot() {
        for (int i = 0; i < 8; i++) outbox.sendSnapshot(JsonNodeFactory.instance.stringNode("x".repeat(1 << 20)));
        channel.runPendingTasks();
        send(10);
        assertEquals(9, wire.written.size());
        assertTrue(wire.written.stream().allMatch(TextWebSocketFrame.class::isInstance));
    }
}
