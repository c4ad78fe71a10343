package org.anode.node.bench.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection, parsed by hand from the bytes that come, so that the clients of all servers cost alike: heads are
 * read, payloads skipped, and only what is left of a head is ever copied. Belongs to its event loop.
 */
public abstract class RawConnection extends ChannelInboundHandlerAdapter {
    private static final int READ_BYTES = 64 << 10;

    /** Source addresses: ports of one would not do for all connections of a benchmark, and relays count by address. */
    private static final int ADDRESSES = 64;

    private final Owner owner;
    private volatile @Nullable Channel channel;

    /** The beginning of a head or of a short message that is not whole. */
    private @Nullable ByteBuf rest;

    /** How much of a message is still to come whose head was read; then it is told. */
    private int skip;

    private boolean inMessage;
    private long sentNs;
    private long number;

    /** Who is told what comes, on the connection's loop. */
    public interface Owner {
        /** It is in its room. */
        void ready();

        /** A whole message came. */
        void message(long sentNs, long number);

        /** The server says that messages were dropped. */
        void lost();

        /** All that was there has been read. */
        void caughtUp();

        /** It is over. */
        void ended(String why);
    }

    RawConnection(Owner owner) {
        this.owner = owner;
    }

    Owner owner() {
        return owner;
    }

    /** @param index chooses its source address */
    void connect(EventLoop loop, Service service, int index) {
        var _ = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        service.tls().ifPresent(tls -> fresh.pipeline().addLast(tls.newHandler(fresh.alloc())));
                        fresh.pipeline().addLast(RawConnection.this);
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()), source(index))
                .addListener(done -> {
                    if (!done.isSuccess()) owner.ended(String.valueOf(done.cause()));
                });
    }

    private static InetSocketAddress source(int index) {
        try {
            var address = InetAddress.getByAddress(new byte[] {127, 1, 0, (byte) (1 + index % ADDRESSES)});
            return new InetSocketAddress(address, 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        open();
    }

    Channel channel() {
        var there = channel;
        if (there == null) throw new IllegalStateException("not connected yet");
        return there;
    }

    /** From another thread; waits until it is done. */
    void close() {
        if (channel != null) channel.close().awaitUninterruptibly();
    }

    void send(byte[] bytes) {
        var there = channel();
        var _ = there.writeAndFlush(there.alloc().directBuffer(bytes.length).writeBytes(bytes));
    }

    /** The first that is said. */
    abstract void open();

    /** Takes one message, or one head with the stamp behind it; false if it is not whole. */
    abstract boolean take(ByteBuf in);

    /** For a room's publisher, once it is ready. */
    abstract Template template(int payloadBytes);

    /** A head with its stamp was taken; so many more bytes belong to the message. */
    void message(long sentAtNs, long which, int bytesLeft) {
        sentNs = sentAtNs;
        number = which;
        skip = bytesLeft;
        inMessage = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var in = joined(context, (ByteBuf) message);
        try {
            while (passed(in) && in.isReadable() && take(in)) {}
            if (in.isReadable())
                rest = context.alloc().directBuffer(in.readableBytes()).writeBytes(in);
        } finally {
            in.release();
        }
    }

    private ByteBuf joined(ChannelHandlerContext context, ByteBuf in) {
        var before = rest;
        if (before == null) return in;
        rest = null;
        var both = context.alloc().directBuffer(before.readableBytes() + in.readableBytes());
        both.writeBytes(before).writeBytes(in);
        before.release();
        in.release();
        return both;
    }

    /** Passes over what belongs to the message whose head was taken; true if that was all of it. */
    private boolean passed(ByteBuf in) {
        if (!inMessage) return true;
        int here = Math.min(skip, in.readableBytes());
        in.skipBytes(here);
        skip -= here;
        if (skip > 0) return false;
        inMessage = false;
        owner.message(sentNs, number);
        return true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        owner.caughtUp();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (rest != null) rest.release();
        rest = null;
        owner.ended("closed by the server");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        owner.ended(cause.toString());
        var _ = context.close();
    }
}
