package org.anode.relay;

import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayClient;
import org.anode.relay.client.RelayListener;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.Signer;

/** A client that keeps what it hears, as lines and as what it can go on with. */
public final class Guest implements RelayListener, AutoCloseable {
    /** What a guest is told of a room it joined. */
    public record Stay(RequestId request, RoomHandle room, MemberId me, List<MemberId> members) {}

    public final List<String> heard = new CopyOnWriteArrayList<>();
    public final List<Stay> stays = new CopyOnWriteArrayList<>();
    public final List<MemberId> up = new CopyOnWriteArrayList<>();
    private final RelayClient client;
    private volatile Ended ended;

    public Guest(EventLoopGroup loops, RelayAddress relay, Signer signer, ClientLimits limits) {
        client = RelayClient.connect(loops, relay, signer, limits, this);
    }

    public Guest(EventLoopGroup loops, RelayAddress relay) {
        this(loops, relay, KeyPairSigner.generate(), ClientLimits.DEFAULT);
    }

    public RelayClient client() {
        return client;
    }

    public Guest welcome() {
        return heard("welcome");
    }

    public Guest heard(String line) {
        await(line).until(() -> heard.contains(line));
        return this;
    }

    public Ended ended() {
        await("the end").until(() -> ended != null);
        return ended;
    }

    public Optional<Ended> endedNow() {
        return Optional.ofNullable(ended);
    }

    /** Joins and waits until it is in. */
    public Stay join(Signer room) {
        var request = client.join(room);
        await("joined")
                .until(() -> stays.stream().anyMatch(stay -> stay.request().equals(request)));
        return stays.stream()
                .filter(stay -> stay.request().equals(request))
                .findFirst()
                .orElseThrow();
    }

    public boolean broadcast(Stay stay, String text) {
        return client.broadcast(stay.room(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    public boolean send(Stay stay, MemberId to, String text) {
        return client.send(stay.room(), to, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void welcome(int frameBytesMax, int roomsMax) {
        heard.add("welcome");
    }

    @Override
    public void joined(RequestId request, RoomHandle room, MemberId me, List<MemberId> members) {
        stays.add(new Stay(request, room, me, members));
    }

    @Override
    public void notJoined(RequestId request, JoinRefusal why) {
        heard.add("not joined " + request.value() + " " + why);
    }

    @Override
    public void up(RoomHandle room, MemberId member) {
        up.add(member);
        heard.add("up " + member);
    }

    @Override
    public void gone(RoomHandle room, MemberId member) {
        heard.add("gone " + member);
    }

    @Override
    public void frame(RoomHandle room, MemberId from, byte[] payload) {
        heard.add("frame " + from + " "
                + (payload.length > 100 ? payload.length + " bytes" : new String(payload, StandardCharsets.UTF_8)));
    }

    @Override
    public void resync(RoomHandle room) {
        heard.add("resync " + room);
    }

    @Override
    public void unblocked() {
        heard.add("unblocked");
    }

    @Override
    public void draining(int seconds) {
        heard.add("draining " + seconds);
    }

    @Override
    public void ended(Ended why) {
        ended = why;
    }

    @Override
    public void close() {
        client.close();
    }
}
