package org.anode.relay.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.anode.relay.wire.ClientCodec;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.Decoded;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.RoomKey;
import org.anode.relay.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * One client, from the accepted socket to its end: carries out what {@link Visit} and {@link Rooms} decide and forwards its
 * frames. Belongs to its lane's thread.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    /** A join costs a signature check, so it counts as much as this many bytes: 64 joins a second at the default rate. */
    private static final int JOIN_CHARGE_BYTES = 16 << 10;

    /** After a close frame the peer may still read it and answer. */
    private static final int CLOSE_MS_MAX = 1_000;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final Hub hub;
    private final Channel channel;
    private final InetAddress peer;
    private final Lane lane;
    private final long id;
    private final long acceptedMs;
    private final TokenBucket bucket;
    private final Outbox outbox;
    private final Fanout fanout;
    private final List<Member<Connection>> stays = new ArrayList<>(0);
    private @Nullable Visit visit;
    private @Nullable AddressKey address;

    /** In the lane's list. */
    int place;

    private long heardMs;
    private long pingedMs;
    private long closeByMs;
    private boolean closing;
    private boolean paused;

    private @Nullable ByteBuf fragments;

    Connection(Hub hub, Channel channel, InetAddress peer, Lane lane) {
        this.hub = hub;
        this.channel = channel;
        this.peer = peer;
        this.lane = lane;
        this.id = hub.ids.incrementAndGet();
        this.acceptedMs = lane.nowMs();
        this.heardMs = acceptedMs;
        this.pingedMs = acceptedMs;
        this.outbox = new Outbox(hub, channel, lane);
        this.fanout = new Fanout(hub, channel, lane);
        this.bucket = new TokenBucket(hub.limits.bytesPerSecond(), hub.limits.burstBytes(), System.nanoTime());
    }

    // --- Coming in ------------------------------------------------------------------------------------------------

    /** The socket is accepted from somebody who is not a proxy. */
    Optional<Denial> enter() {
        if (peer.isLoopbackAddress() && !hub.config.limitLoopback()) return Optional.empty();
        return enterAs(peer);
    }

    /** The request came; if through a proxy, it says from whom. */
    Optional<Denial> enterBehindProxy(List<String> forwardedFor) {
        if (address != null || !hub.config.trustedProxies().contains(peer) || forwardedFor.isEmpty())
            return Optional.empty();
        var last = forwardedFor.getLast();
        var text = last.substring(last.lastIndexOf(',') + 1).strip();
        try {
            return enterAs(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.of(Denial.REQUEST);
        }
    }

    private Optional<Denial> enterAs(InetAddress who) {
        var key = AddressKey.of(who);
        return switch (hub.addresses.enter(key, System.nanoTime())) {
            case IN -> {
                address = key;
                yield Optional.empty();
            }
            case TOO_MANY -> Optional.of(Denial.ADDRESS_FULL);
            case TOO_OFTEN -> Optional.of(Denial.ADDRESS_RATE);
        };
    }

    /** It is a WebSocket from here on. @return the challenge, which is to be the first message */
    ByteBuf opened(Optional<RelayName> host) {
        var nonce = hub.freshNonce();
        visit = new Visit(hub.rules, hub.limits, host, nonce);
        var challenge =
                new ServerMessage.Challenge(nonce, hub.limits.frameBytesMax(), hub.limits.roomsPerConnectionMax(), 0);
        return WebSocketOut.message(channel.alloc(), challenge);
    }

    boolean isWelcome() {
        return visit != null && visit.isWelcome();
    }

    // --- Hearing --------------------------------------------------------------------------------------------------

    /** So many bytes were read; who sends more than it may is not read for a while. */
    void read(int bytes) {
        heardMs = lane.nowMs();
        hub.counters.bytesIn.add(bytes);
        charge(bytes);
    }

    private void charge(int bytes) {
        long waitNs = bucket.take(bytes, System.nanoTime());
        if (waitNs == 0 || paused || closing) return;
        paused = true;
        hub.counters.pauses.increment();
        channel.config().setAutoRead(false);
        resumeIn(waitNs);
    }

    private void resumeIn(long waitNs) {
        var _ = channel.eventLoop().schedule(this::resume, waitNs, TimeUnit.NANOSECONDS);
    }

    private void resume() {
        long waitNs = bucket.take(0, System.nanoTime());
        if (waitNs > 0 && !closing) {
            resumeIn(waitNs);
            return;
        }
        paused = false;
        // The time that the relay did not listen is not the client's silence.
        heardMs = lane.nowMs();
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!closing && message instanceof WebSocketFrame frame) hear(frame);
            else if (closing && message instanceof CloseWebSocketFrame) {
                var _ = channel.close();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!closing && channel.isWritable()) outbox.caughtUp(stays);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        fanout.send();
    }

    private void hear(WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary -> {
                if (binary.isFinalFragment()) message(binary.content());
                else fragments = channel.alloc().directBuffer().writeBytes(binary.content());
            }
            case ContinuationWebSocketFrame more -> fragment(more);
            case PingWebSocketFrame ping -> outbox.pong(ping.content());
            case PongWebSocketFrame _ -> {}
            case CloseWebSocketFrame _ -> close(Protocol.CLOSE_NORMAL, "");
            default -> deny(Denial.VIOLATION, Protocol.CLOSE_NOT_BINARY, "binary messages only");
        }
    }

    private void fragment(ContinuationWebSocketFrame more) {
        var whole = fragments;
        // The decoder lets none through that continues nothing.
        if (whole == null) return;
        if (whole.readableBytes() + more.content().readableBytes()
                > hub.limits.frameBytesMax() + Protocol.TO_HEAD_BYTES) {
            deny(Denial.TOO_BIG, Protocol.CLOSE_TOO_BIG, "too big");
            return;
        }
        whole.writeBytes(more.content());
        if (!more.isFinalFragment()) return;
        fragments = null;
        message(whole);
        whole.release();
    }

    private void message(ByteBuf message) {
        var here = visit;
        if (here == null) return;
        int type = message.isReadable() ? message.getByte(message.readerIndex()) : 0;
        if (type == ClientCodec.BROADCAST || type == ClientCodec.TO) forward(here, type, message);
        else control(here, message);
    }

    private void control(Visit here, ByteBuf message) {
        switch (ClientCodec.decode(message.nioBuffer())) {
            case Decoded.Malformed<ClientMessage>(var reason) -> violation("malformed: " + reason);
            case Decoded.Unknown<ClientMessage> _ -> hub.counters.unknown.increment();
            case Decoded.Ok<ClientMessage>(var said) -> {
                switch (said) {
                    case ClientMessage.Auth auth -> carryOut(here, here.auth(auth));
                    case ClientMessage.Join join -> {
                        charge(JOIN_CHARGE_BYTES);
                        carryOut(here, here.join(join, stays.size(), isIn(join.room())));
                    }
                    case ClientMessage.Leave leave -> stay(leave.room().value()).ifPresent(this::leave);
                    case ClientMessage.Broadcast _, ClientMessage.To _ ->
                        throw new IllegalStateException("forwarded without being decoded");
                }
            }
        }
    }

    private boolean isIn(RoomKey room) {
        for (var stay : stays) if (stay.room().key().equals(room)) return true;
        return false;
    }

    private Optional<Member<Connection>> stay(int handle) {
        for (var stay : stays) if (stay.room().handle() == handle) return Optional.of(stay);
        return Optional.empty();
    }

    // --- What a visit decides -------------------------------------------------------------------------------------

    private void carryOut(Visit here, Visit.Step step) {
        switch (step) {
            case Visit.Step.Check check -> {
                if (!hub.verifier.check(check, channel.eventLoop(), channel::isActive, good -> checked(here, good)))
                    finish(here, here.unchecked());
            }
            case Visit.Step.Say(var message) -> {
                if (message instanceof ServerMessage.Welcome) hub.halfOpen.leave(this);
                say(message);
            }
            case Visit.Step.Refuse(var why) -> {
                say(why);
                deny(denial(why), Protocol.CLOSE_REFUSED, "refused");
            }
            case Visit.Step.Enter(var join) -> enterRoom(join);
            case Visit.Step.Violation(var reason) -> violation(reason);
            case Visit.Step.Nothing() -> {}
        }
    }

    private static Denial denial(ServerMessage.Refused why) {
        return switch (why.code()) {
            case OTHER_NAME -> Denial.NAME;
            case TOKEN_NEEDED -> Denial.TOKEN;
            case NOT_ALLOWED -> Denial.NOT_ALLOWED;
            case BAD_SIGNATURE -> Denial.SIGNATURE;
            case BUSY, OTHER -> Denial.BUSY;
        };
    }

    private void checked(Visit here, boolean good) {
        if (closing || !channel.isActive()) return;
        finish(here, here.checked(good));
    }

    private void finish(Visit here, Visit.Step step) {
        if (step instanceof Visit.Step.Say(ServerMessage.NotJoined _)) hub.counters.denied(Denial.JOIN);
        carryOut(here, step);
        // What can not be begun is answered, so this ends.
        for (var next = here.next(); next.isPresent() && !closing; next = here.next())
            carryOut(here, here.join(next.get(), stays.size(), isIn(next.get().room())));
    }

    private void enterRoom(ClientMessage.Join join) {
        var entered = hub.rooms.enter(join.room(), this, lane.index());
        if (entered.isEmpty()) {
            hub.counters.denied(Denial.JOIN);
            say(new ServerMessage.NotJoined(join.request(), JoinRefusal.ROOM_FULL));
            return;
        }
        var me = entered.get().member();
        var others = entered.get().others();
        stays.add(me);
        hub.counters.joins.increment();
        var room = me.room().handleId();
        var members = others.stream().map(Member::memberId).toList();
        say(new ServerMessage.Joined(join.request(), room, me.memberId(), members));
        announce(others, new ServerMessage.Up(room, me.memberId()));
    }

    private void leave(Member<Connection> me) {
        fanout.send();
        stays.remove(me);
        announce(hub.rooms.leave(me), new ServerMessage.Gone(me.room().handleId(), me.memberId()));
    }

    /** Presence is never dropped: to each of these, in its lane. */
    private void announce(List<Member<Connection>> others, ServerMessage message) {
        for (var member : others) {
            var other = hub.lanes().get(member.lane());
            if (other == lane) member.seat().say(message);
            else other.execute(() -> member.seat().say(message));
        }
    }

    // --- Forwarding -----------------------------------------------------------------------------------------------

    private void forward(Visit here, int type, ByteBuf message) {
        int head = type == ClientCodec.TO ? Protocol.TO_HEAD_BYTES : Protocol.BROADCAST_HEAD_BYTES;
        int payload = message.readableBytes() - head;
        if (!here.isWelcome()) {
            violation("a frame before WELCOME");
            return;
        }
        if (payload < 0) {
            violation("malformed: cut short");
            return;
        }
        if (payload > hub.limits.frameBytesMax()) {
            deny(Denial.TOO_BIG, Protocol.CLOSE_TOO_BIG, "too big");
            return;
        }
        hub.counters.framesIn.increment();
        int at = message.readerIndex();
        int handle = message.getInt(at + 1);
        Member<Connection> me = null;
        for (var stay : stays) if (stay.room().handle() == handle) me = stay;
        if (me == null) hub.counters.strays.increment();
        else if (type == ClientCodec.TO) fanout.to(me, message.getLong(at + 1 + 4), message, at + head, payload);
        else fanout.broadcast(me, message, at + head, payload);
    }

    // --- Being sent to --------------------------------------------------------------------------------------------

    void offer(Member<Connection> me, ByteBuf frames, int count) {
        if (!closing) outbox.offer(me, frames, count, stays);
    }

    void missed(Member<Connection> me, int count) {
        if (!closing) outbox.missed(me, count, stays);
    }

    void say(ServerMessage message) {
        if (!closing && channel.isActive()) outbox.say(message);
    }

    long unsentBytes() {
        return outbox.unsentBytes();
    }

    // --- Going ----------------------------------------------------------------------------------------------------

    /** @param nowMs as {@link Lane#nowMs} */
    void tick(long nowMs) {
        if (closing) {
            if (nowMs >= closeByMs) {
                var _ = channel.close();
            }
        } else if (!isWelcome()) {
            if (nowMs - acceptedMs >= hub.limits.helloMs()) silent();
        } else if (nowMs - heardMs >= hub.limits.idleMs() && !paused) silent();
        else if (nowMs - Math.max(heardMs, pingedMs) >= hub.limits.pingMs()) {
            pingedMs = nowMs;
            outbox.write(WebSocketOut.ping());
        }
    }

    private void silent() {
        if (visit != null) {
            deny(Denial.SILENT, Protocol.CLOSE_REFUSED, "silent");
            return;
        }
        hub.counters.denied(Denial.SILENT);
        var _ = channel.close();
    }

    /** Makes room for others: it was half open for longer than anybody else. */
    void giveWay() {
        hub.counters.denied(Denial.HALF_OPEN_FULL);
        var _ = channel.close();
    }

    private void violation(String reason) {
        deny(Denial.VIOLATION, Protocol.CLOSE_REFUSED, reason);
    }

    private void deny(Denial why, int code, String reason) {
        hub.counters.denied(why);
        LOG.log(Level.DEBUG, "event=closing connection={0} why={1} reason=\"{2}\"", id, why.label(), reason);
        close(code, reason);
    }

    /** Leaves all rooms at once; the socket follows when the peer answered, or soon. */
    void close(int code, String reason) {
        if (closing || !channel.isActive()) return;
        if (visit == null) {
            var _ = channel.close();
            return;
        }
        leaveAll();
        var _ = channel.write(WebSocketOut.close(code, reason), channel.voidPromise());
        closing = true;
        channel.flush();
        closeByMs = lane.nowMs() + CLOSE_MS_MAX;
        if (code == Protocol.CLOSE_NORMAL) {
            // It said goodbye first: nothing is waited for.
            var _ = channel.close();
        } else if (!paused) channel.config().setAutoRead(true);
    }

    private void leaveAll() {
        while (!stays.isEmpty()) leave(stays.getLast());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leaveAll();
        closing = true;
        if (fragments != null) fragments.release();
        fragments = null;
        hub.halfOpen.leave(this);
        if (address != null) hub.addresses.leave(address);
        address = null;
        lane.remove(this);
        hub.connections.decrementAndGet();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupt) {
            int code = corrupt.closeStatus().code();
            deny(code == Protocol.CLOSE_TOO_BIG ? Denial.TOO_BIG : Denial.VIOLATION, code, "not a WebSocket frame");
            return;
        }
        LOG.log(Level.DEBUG, "event=failed connection={0} why={1}", id, String.valueOf(cause));
        var _ = channel.close();
    }
}
