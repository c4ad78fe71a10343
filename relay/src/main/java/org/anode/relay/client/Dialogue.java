package org.anode.relay.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientCodec;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.Decoded;
import org.anode.relay.wire.Nonce;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.RoomKey;
import org.anode.relay.wire.ServerCodec;
import org.anode.relay.wire.ServerMessage;
import org.anode.relay.wire.Signature;
import org.anode.relay.wire.SignedText;
import org.anode.relay.wire.Signer;
import org.jspecify.annotations.Nullable;

/** What is said on one connection. Belongs to its event loop, but for {@link #open}, {@link #write} and {@link #channel}. */
final class Dialogue {
    /** RFC 6455: the connection broke without a close frame. */
    static final int CLOSE_UNKNOWN = 1006;

    private static final int TICKS_PER_PING = 10;

    private final EventLoop loop;
    private final RelayAddress relay;
    private final Signer signer;
    private final ClientLimits limits;
    private final RelayListener listener;
    private final Set<RoomHandle> rooms = new HashSet<>();
    private final AtomicBoolean flushing = new AtomicBoolean();

    /** A frame was not taken as too much was unsent. */
    private final AtomicBoolean blocked = new AtomicBoolean();

    private volatile @Nullable Channel channel;
    private volatile boolean welcome;
    private volatile boolean over;
    private volatile int frameBytesMax;
    private int roomsMax;
    private @Nullable Proof proof;
    private @Nullable ScheduledFuture<?> ticks;
    private long connectedMs;
    private long heardMs;
    private long pingedMs;

    Dialogue(EventLoop loop, RelayAddress relay, Signer signer, ClientLimits limits, RelayListener listener) {
        this.loop = loop;
        this.relay = relay;
        this.signer = signer;
        this.limits = limits;
        this.listener = listener;
    }

    /** What this connection's signatures are made for. */
    record Proof(RelayName name, Nonce nonce, ClientKey client) {
        Bytes toConnect() {
            return SignedText.auth(name, nonce);
        }

        Bytes toJoin(RoomKey room) {
            return SignedText.join(name, nonce, client, room);
        }
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    boolean isOver() {
        return over;
    }

    void connected(Channel there) {
        channel = there;
        if (over) {
            var _ = there.close();
            return;
        }
        connectedMs = nowMs();
        heardMs = connectedMs;
        pingedMs = connectedMs;
        int tickMs = Math.max(1, limits.pingMs() / TICKS_PER_PING);
        ticks = loop.scheduleAtFixedRate(this::tick, tickMs, tickMs, TimeUnit.MILLISECONDS);
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void tick() {
        long now = nowMs();
        if (!welcome && now - connectedMs >= limits.helloMs()) end(new Ended.Silent());
        else if (now - heardMs >= limits.silentMs()) end(new Ended.Silent());
        else if (welcome && now - pingedMs >= limits.pingMs()) {
            pingedMs = now;
            var there = channel;
            if (there != null) {
                var _ = there.writeAndFlush(new PingWebSocketFrame());
            }
        }
    }

    // --- Hearing --------------------------------------------------------------------------------------------------

    void heard() {
        heardMs = nowMs();
    }

    void hear(ByteBuffer message) {
        heard();
        if (over) return;
        switch (ServerCodec.decode(message)) {
            case Decoded.Ok<ServerMessage>(var said) -> take(said);
            case Decoded.Malformed<ServerMessage>(var reason) -> end(new Ended.Malformed(reason));
            case Decoded.Unknown<ServerMessage> _ -> {}
        }
    }

    private void take(ServerMessage said) {
        switch (said) {
            case ServerMessage.Challenge challenge -> answer(challenge);
            case ServerMessage.Welcome _ -> {
                if (proof == null) end(new Ended.Malformed("WELCOME before CHALLENGE"));
                else if (!welcome) {
                    welcome = true;
                    listener.welcome(frameBytesMax, roomsMax);
                }
            }
            case ServerMessage.Refused(var code, var text) -> end(new Ended.Refused(code, text));
            case ServerMessage.Joined joined -> {
                rooms.add(joined.room());
                listener.joined(joined.request(), joined.room(), joined.me(), joined.members());
            }
            case ServerMessage.NotJoined(var request, var code) -> listener.notJoined(request, code);
            case ServerMessage.Up(var room, var member) -> {
                if (rooms.contains(room)) listener.up(room, member);
            }
            case ServerMessage.Gone(var room, var member) -> {
                if (rooms.contains(room)) listener.gone(room, member);
            }
            case ServerMessage.Frame(var room, var from, var payload) -> {
                if (rooms.contains(room)) listener.frame(room, from, payload.toArray());
            }
            case ServerMessage.Resync(var room) -> {
                if (rooms.contains(room)) listener.resync(room);
            }
            case ServerMessage.Draining(int seconds) -> listener.draining(seconds);
        }
    }

    private void answer(ServerMessage.Challenge challenge) {
        if (proof != null) {
            end(new Ended.Malformed("a second CHALLENGE"));
            return;
        }
        frameBytesMax = challenge.frameBytesMax();
        roomsMax = challenge.roomsMax();
        var client = new ClientKey(Bytes.copyOf(signer.publicKey()));
        var mine = new Proof(relay.name(), challenge.nonce(), client);
        proof = mine;
        Thread.ofVirtual().name("relay-auth").start(() -> {
            var signature =
                    new Signature(Bytes.wrap(signer.sign(mine.toConnect().toArray())));
            var token = relay.token().orElse(Bytes.EMPTY);
            loop.execute(() -> say(new ClientMessage.Auth(client, signature, mine.name(), token)));
        });
    }

    // --- Saying ---------------------------------------------------------------------------------------------------

    void ifWelcome(Consumer<Proof> then) {
        if (welcome && !over && proof != null) then.accept(proof);
    }

    void join(ClientMessage.Join join) {
        say(join);
    }

    void leave(RoomHandle room) {
        if (rooms.remove(room)) say(new ClientMessage.Leave(room));
    }

    private void say(ClientMessage message) {
        var there = channel;
        if (over || there == null) return;
        write(there, Unpooled.wrappedBuffer(ClientCodec.encode(message)));
    }

    /** The channel that takes a payload of this size now, or null. */
    @Nullable
    Channel open(int payloadBytes) {
        var there = channel;
        if (!welcome || over || payloadBytes > frameBytesMax || there == null || !there.isActive()) return null;
        if (there.isWritable()) return there;
        blocked.set(true);
        // It may have become writable just before that was noted.
        if (there.isWritable()) loop.execute(this::unblock);
        return null;
    }

    void unblock() {
        var there = channel;
        if (!over && there != null && there.isWritable() && blocked.getAndSet(false)) listener.unblocked();
    }

    /** Takes the buffer over. What is written in one go leaves in one go. */
    void write(Channel there, ByteBuf message) {
        var _ = there.write(new BinaryWebSocketFrame(message), there.voidPromise());
        if (!flushing.compareAndSet(false, true)) return;
        loop.execute(() -> {
            flushing.set(false);
            // Not here: a write that saw the flag still set may have been queued behind this task.
            loop.execute(there::flush);
        });
    }

    // --- Ending ---------------------------------------------------------------------------------------------------

    void closedThere(int code, @Nullable String reason) {
        end(new Ended.Closed(code, reason == null ? "" : reason));
    }

    void failed(Throwable cause) {
        end(welcome ? new Ended.Closed(CLOSE_UNKNOWN, cause.toString()) : Failures.of(cause));
    }

    void end(Ended why) {
        if (over) return;
        over = true;
        if (ticks != null) ticks.cancel(false);
        var there = channel;
        if (there != null && there.isActive()) {
            if (why instanceof Ended.Here || why instanceof Ended.Malformed) {
                int code = why instanceof Ended.Here ? Protocol.CLOSE_NORMAL : Protocol.CLOSE_VIOLATION;
                var _ = there.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
            } else {
                var _ = there.close();
            }
        }
        listener.ended(why);
    }
}
