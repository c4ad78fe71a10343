package org.anode.node.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.anode.node.NodeFailure;

/**
 * The local HTTP server of a node: 127.0.0.1 only (R1), one request per connection, {@code POST /api/command} with a
 * {@link Command} as JSON, answered by {@link Reply replies}, one JSON object a line. Threads: one event loop, and a
 * virtual thread per command.
 */
public final class ControlServer implements AutoCloseable {
    /** Any free port. */
    public static final int PORT_ANY = 0;

    /** Scripts run a few commands at a time; each waiting one holds a connection. */
    static final int CONNECTIONS_MAX = 256;

    /** A request comes from the same machine, in one go (slow-loris). */
    static final int REQUEST_SECONDS_MAX = 10;

    private static final int REQUEST_LINE_CHARS_MAX = 1024;
    private static final int HEADER_BYTES_MAX = 8192;

    /** What a slow reader may hold of output before its command waits (R14). */
    private static final WriteBufferWaterMark UNSENT_BYTES_MAX = new WriteBufferWaterMark(256 << 10, 512 << 10);

    /** Replies under way when the server closes are given this long to leave. */
    private static final int CLOSE_MS_MAX = 2000;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService commands = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("command-", 1).factory());
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final Token token;
    private final int port;

    private ControlServer(NodeLink node, int port, Token token) {
        this.token = token;
        var channel = listen(node, port);
        this.port = ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /**
     * @param port to listen on, or {@link #PORT_ANY}
     * @throws NodeFailure if the port is taken
     */
    public static ControlServer start(NodeLink node, int port, Token token) {
        return new ControlServer(node, port, token);
    }

    public int port() {
        return port;
    }

    public Token token() {
        return token;
    }

    private Channel listen(NodeLink node, int port) {
        var bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT_BYTES_MAX)
                .childHandler(new Connection(node));
        var bound = bootstrap.bind(new InetSocketAddress(loopback(), port)).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        commands.close();
        throw refused(port, bound.cause());
    }

    private static NodeFailure refused(int port, Throwable cause) {
        if (cause instanceof BindException)
            return new NodeFailure(
                    "Port " + port + " of 127.0.0.1 is taken by another program: end that one, or choose another port"
                            + " with --port.",
                    cause);
        return new NodeFailure("Can not listen on port " + port + " of 127.0.0.1: " + cause.getMessage() + ".", cause);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private final class Connection extends ChannelInitializer<Channel> {
        private final NodeLink node;

        private Connection(NodeLink node) {
            this.node = node;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
            if (connections.incrementAndGet() > CONNECTIONS_MAX) {
                var _ = channel.close();
                return;
            }
            var decoder = new HttpDecoderConfig()
                    .setMaxInitialLineLength(REQUEST_LINE_CHARS_MAX)
                    .setMaxHeaderSize(HEADER_BYTES_MAX);
            channel.pipeline()
                    .addLast(new ReadTimeoutHandler(REQUEST_SECONDS_MAX))
                    .addLast(new HttpServerCodec(decoder))
                    .addLast(new GateHandler(new Gate(port, token)))
                    .addLast(new HttpObjectAggregator(ControlJson.COMMAND_BYTES_MAX, true))
                    .addLast(new CommandHandler(node, commands, numbers));
        }
    }

    /** Takes no more requests and ends every connection; commands still running lose their listener, not their work. */
    @Override
    public void close() {
        commands.shutdown();
        var _ = loop.shutdownGracefully(50, CLOSE_MS_MAX, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS_MAX);
    }
}
