package org.anode.relay.client;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientCodec;
import org.anode.relay.wire.ClientMessage;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.Protocol;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.RoomKey;
import org.anode.relay.wire.Signature;
import org.anode.relay.wire.Signer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a relay, from dialling to its end; who wants another makes another ({@link Reconnect} says when). No
 * method blocks; any thread.
 */
public final class RelayClient implements AutoCloseable {
    private final EventLoop loop;
    private final Dialogue dialogue;
    private final AtomicInteger requests = new AtomicInteger();

    private RelayClient(EventLoop loop, Dialogue dialogue) {
        this.loop = loop;
        this.dialogue = dialogue;
    }

    /**
     * Begins to connect; the listener hears how that goes.
     *
     * @param loops  the caller's; one loop serves many connections
     * @param signer who this client is to this relay
     */
    public static RelayClient connect(
            EventLoopGroup loops, RelayAddress relay, Signer signer, ClientLimits limits, RelayListener listener) {
        return connect(loops.next(), relay, signer, limits, listener);
    }

    /** As the other {@code connect}. */
    public static RelayClient connect(
            RelayLoops loops, RelayAddress relay, Signer signer, ClientLimits limits, RelayListener listener) {
        return connect(loops.next(), relay, signer, limits, listener);
    }

    private static RelayClient connect(
            EventLoop loop, RelayAddress relay, Signer signer, ClientLimits limits, RelayListener listener) {
        var dialogue = new Dialogue(loop, relay, signer, limits, listener);
        new Dialler(loop, relay, limits, dialogue).start();
        return new RelayClient(loop, dialogue);
    }

    /**
     * Asks to enter a room, after {@code welcome}; before it and after the end nothing comes of it.
     *
     * @param room its private key
     * @return what the answer repeats
     */
    public RequestId join(Signer room) {
        var request = new RequestId(requests.incrementAndGet());
        loop.execute(() -> dialogue.ifWelcome(proof -> sign(request, room, proof)));
        return request;
    }

    /** Signing takes up to a millisecond, which the loop has better use for. */
    private void sign(RequestId request, Signer room, Dialogue.Proof proof) {
        Thread.ofVirtual().name("relay-join").start(() -> {
            var key = new RoomKey(Bytes.copyOf(room.publicKey()));
            var signature = new Signature(Bytes.wrap(room.sign(proof.toJoin(key).toArray())));
            loop.execute(() -> dialogue.join(new ClientMessage.Join(request, key, signature)));
        });
    }

    /** Nothing of this room is told from the moment on in which the loop takes this up. */
    public void leave(RoomHandle room) {
        loop.execute(() -> dialogue.leave(room));
    }

    /**
     * To everybody else in the room.
     *
     * @param payload what remains of it; it is not moved, and can be used again when this returns
     * @return false if it was not sent: not connected, too much unsent, or longer than the relay takes
     */
    public boolean broadcast(RoomHandle room, ByteBuffer payload) {
        var to = dialogue.open(payload.remaining());
        if (to == null) return false;
        var out = to.alloc().directBuffer(Protocol.BROADCAST_HEAD_BYTES + payload.remaining());
        out.writeByte(ClientCodec.BROADCAST).writeInt(room.value()).writeBytes(payload.duplicate());
        dialogue.write(to, out);
        return true;
    }

    /** To one member, else as {@link #broadcast}. */
    public boolean send(RoomHandle room, MemberId member, ByteBuffer payload) {
        var to = dialogue.open(payload.remaining());
        if (to == null) return false;
        var out = to.alloc().directBuffer(Protocol.TO_HEAD_BYTES + payload.remaining());
        out.writeByte(ClientCodec.TO).writeInt(room.value()).writeLong(member.value());
        out.writeBytes(payload.duplicate());
        dialogue.write(to, out);
        return true;
    }

    /** Tests stop reading through it. */
    @Nullable
    Channel channel() {
        return dialogue.channel();
    }

    /** The listener hears that it ended, if it did not yet; again does nothing. */
    @Override
    public void close() {
        loop.execute(() -> dialogue.end(new Ended.Here()));
    }
}
