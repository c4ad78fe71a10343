package org.anode.node.lan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.anode.node.transport.QuietRelayListener;
import org.anode.relay.client.ClientLimits;
import org.anode.relay.client.Ended;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayClient;
import org.anode.relay.client.RelayLoops;
import org.anode.relay.wire.JoinRefusal;
import org.anode.relay.wire.KeyPairSigner;
import org.anode.relay.wire.MemberId;
import org.anode.relay.wire.RequestId;
import org.anode.relay.wire.RoomHandle;

/**
 * A process with two clients of a relay, in a room of their own, who hide nothing from it. One says what stands in the
 * arguments, in hex, each once, and prints "said" when the other has heard it. After a line of input the other listens no
 * more, and the one goes on until the relay must be holding some of it: then it prints "held". Ends with its input.
 */
final class OpenTalk extends QuietRelayListener {
    /** What is on its way outside of the relay is far less, and what the relay takes in one go is more. */
    private static final int TALK_BYTES = 6 << 20;

    private static final int PAYLOAD_BYTES = 60_000;

    /** More than is ever released. */
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final RelayLoops loops = new RelayLoops();
    private final Semaphore news = new Semaphore(0);
    private final RelayClient client;
    private volatile boolean welcome;
    private volatile RoomHandle room;
    private final AtomicInteger members = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private volatile boolean deaf;

    private OpenTalk(RelayAddress relay) {
        client = RelayClient.connect(loops, relay, KeyPairSigner.generate(), ClientLimits.DEFAULT, this);
    }

    /** @param args the relay, then what */
    public static void main(String[] args) throws IOException, InterruptedException {
        var relay = RelayAddress.of(args[0]);
        var forms = List.of(args).subList(1, args.length).stream()
                .map(HexFormat.of()::parseHex)
                .toList();
        var room = KeyPairSigner.generate();
        var talks = new OpenTalk(relay);
        var listens = new OpenTalk(relay);
        for (var one : List.of(talks, listens)) {
            one.await(() -> one.welcome);
            one.client.join(room);
            one.await(() -> one.room != null);
        }
        talks.await(() -> talks.members.get() == 1);
        for (var form : forms) talks.say(form);
        listens.await(() -> listens.heard.get() == forms.size());
        System.out.println("said");
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        if (input.readLine() == null) return;
        listens.deaf = true;
        var much = repeated(forms);
        for (int said = 0; said < TALK_BYTES; said += much.length) talks.say(much);
        System.out.println("held");
        while (input.readLine() != null) {}
    }

    private static byte[] repeated(List<byte[]> forms) {
        var all = ByteBuffer.allocate(PAYLOAD_BYTES);
        var next = new ArrayList<>(forms);
        while (all.remaining() >= next.getFirst().length) {
            all.put(next.getFirst());
            next.addLast(next.removeFirst());
        }
        return all.array();
    }

    private void say(byte[] payload) throws InterruptedException {
        await(() -> client.broadcast(room, ByteBuffer.wrap(payload)));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) news.acquire();
    }

    @Override
    public void welcome(int frameBytesMax, int roomsMax) {
        welcome = true;
        news.release();
    }

    @Override
    public void joined(RequestId request, RoomHandle handle, MemberId me, List<MemberId> others) {
        members.set(others.size());
        room = handle;
        news.release();
    }

    @Override
    public void up(RoomHandle handle, MemberId member) {
        members.incrementAndGet();
        news.release();
    }

    @Override
    public void gone(RoomHandle handle, MemberId member) {
        members.decrementAndGet();
    }

    /** The loop reads nothing more while it waits here. */
    @Override
    public void frame(RoomHandle handle, MemberId from, byte[] payload) {
        heard.incrementAndGet();
        news.release();
        if (!deaf) return;
        try {
            NEVER.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void unblocked() {
        news.release();
    }

    @Override
    public void notJoined(RequestId request, JoinRefusal why) {
        throw new IllegalStateException("not joined: " + why);
    }

    @Override
    public void ended(Ended why) {
        System.err.println("ended: " + why);
    }
}
