package org.anode.node.page;

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
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Token;
import org.anode.schema.NotebookId;

/** The local HTTP server of a node: 127.0.0.1 only (R1), one request or one WebSocket per connection. */
public final class PageServer implements AutoCloseable {
    /** Any free port. */
    public static final int PORT_ANY = 0;

    /** Scripts run a few commands at a time; each waiting one holds a connection, and so does each tab. */
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
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 1).factory());
    private final AtomicInteger connections = new AtomicInteger();
    private final LinkTokens links = new LinkTokens();
    private final Token control;
    private final PageSessions sessions;
    private final CommandRoute commands;
    private final PageRoutes pages;
    private final HomeTeller teller;
    private final Doorbell doorbell;
    private final Conversation.Host sockets;
    private final int port;

    private PageServer(NodeLink node, Home home, PageSessions sessions, Token control, int port) {
        this.control = control;
        this.sessions = sessions;
        this.commands = new CommandRoute(node);
        this.pages = new PageRoutes(home, links, sessions);
        this.teller = new HomeTeller(home);
        this.doorbell = new Doorbell(home);
        this.sockets = new Conversation.Host(
                home, sessions, teller, doorbell, Instant.now().toString());
        this.port = portOf(listen(port));
    }

    /**
     * @param control opens the route of the command line
     * @param port    to listen on, or {@link #PORT_ANY}
     * @throws NodeFailure if the port is taken
     */
    public static PageServer start(NodeLink node, Home home, PageSessions sessions, Token control, int port) {
        return new PageServer(node, home, sessions, control, port);
    }

    /** A link that opens the page once (R2); it is a secret. */
    public String freshLink(Optional<NotebookId> notebook) {
        return "http://127.0.0.1:" + port + "/#token=" + links.fresh().reveal()
                + notebook.map(id -> "&notebook=" + id).orElse("");
    }

    public int port() {
        return port;
    }

    private Channel listen(int port) {
        var bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT_BYTES_MAX)
                .childHandler(new Connection());
        var bound = bootstrap.bind(new InetSocketAddress(loopback(), port)).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        threads.close();
        teller.close();
        doorbell.close();
        throw refused(port, bound.cause());
    }

    private static int portOf(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
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
        private final Gate.Secrets secrets = new Gate.Secrets(control::matches, sessions::isKnown);

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
                    .addLast(new GateHandler(new Gate(portOf(channel), secrets)))
                    .addLast(new RouteHandler(commands, pages, sockets, threads));
        }
    }

    /** Takes no more requests and ends every connection; commands still running lose their listener, not their work. */
    @Override
    public void close() {
        threads.shutdown();
        teller.close();
        doorbell.close();
        var _ = loop.shutdownGracefully(50, CLOSE_MS_MAX, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS_MAX);
    }
}
