package org.anode.node.transport;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayClient;
import org.anode.relay.client.RelayLoops;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.Signer;

/** A client of a relay who saw a room's id somewhere and signs with a key of its own; then guesses handles to send to. */
final class OnlyTheId extends QuietRelayListener implements AutoCloseable {
    private static final int HANDLES_TRIED = 64;

    private final RelayLoops loops = new RelayLoops();
    private final AtomicInteger heard = new AtomicInteger();
    private final RelayClient client;
    private final RoomId room;
    private volatile boolean turnedAway;

    OnlyTheId(int port, RoomId room) {
        this.room = room;
        this.client = RelayClient.connect(
                loops, RelayAddress.of("ws://127.0.0.1:" + port), KeyPairSigner.generate(), ClientLimits.DEFAULT, this);
    }

    boolean isTurnedAway() {
        return turnedAway;
    }

    int heard() {
        return heard.get();
    }

    @Override
    public void welcome(int frameBytesMax, int roomsMax) {
        var own = KeyPairSigner.generate();
        client.join(new Signer() {
            @Override
            public byte[] publicKey() {
                return room.value().toArray();
            }

            @Override
            public byte[] sign(byte[] text) {
                return own.sign(text);
            }
        });
    }

    @Override
    public void joined(RequestId request, RoomHandle handle, MemberId me, List<MemberId> members) {
        throw new IllegalStateException("was let in");
    }

    @Override
    public void notJoined(RequestId request, JoinRefusal why) {
        for (int handle = 0; handle < HANDLES_TRIED; handle++)
            client.broadcast(new RoomHandle(handle), RelayFrame.lost());
        turnedAway = why == JoinRefusal.BAD_SIGNATURE;
    }

    @Override
    public void up(RoomHandle handle, MemberId member) {
        heard.incrementAndGet();
    }

    @Override
    public void gone(RoomHandle handle, MemberId member) {
        heard.incrementAndGet();
    }

    @Override
    public void frame(RoomHandle handle, MemberId from, byte[] payload) {
        heard.incrementAndGet();
    }

    @Override
    public void resync(RoomHandle handle) {
        heard.incrementAndGet();
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}
