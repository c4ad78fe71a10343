package org.anode.node.bench.relay;

import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rooms full of clients of one server, and what passes through it. */
public final class Crowd implements AutoCloseable {
    private static final long ENTER_S_MAX = 60;
    private static final long FLOOD_WARM_UP_MS = 1_000;
    private static final long SAMPLE_MS = 500;
    private static final int SAMPLES = 4;
    private static final long PACE_WARM_UP_MS = 500;
    private static final long PACE_MS = 2_000;

    /** Enough for the hundredth part, and still quick to sort. */
    private static final int LATENCIES_MAX = 50_000;

    private static final double NS_PER_S = 1e9;
    private static final double MILLION = 1e6;

    private final Service service;
    private final List<Room> rooms = new ArrayList<>();
    private final List<RawConnection> connections = new ArrayList<>();
    private final CountDownLatch entering;
    private volatile @Nullable String failure;
    private volatile boolean closing;

    /**
     * What went through while all published as much as they could.
     *
     * @param perSecond        deliveries, in each half second
     * @param serverCpuSeconds for a million deliveries
     * @param clientCpuSeconds for a million deliveries; of this whole process
     */
    public record Flow(List<Double> perSecond, double serverCpuSeconds, double clientCpuSeconds) {}

    private Crowd(Service service, int clients) {
        this.service = service;
        this.entering = new CountDownLatch(clients);
    }

    /** Returns when all are in their rooms. */
    public static Crowd enter(EventLoopGroup loops, Service service, Shape shape) throws InterruptedException {
        var crowd = new Crowd(service, shape.rooms() * shape.members());
        for (int i = 0; i < shape.rooms(); i++) crowd.fill(i, new Room(loops.next(), shape.payloadBytes()), shape);
        boolean all = crowd.entering.await(ENTER_S_MAX, TimeUnit.SECONDS);
        crowd.check();
        if (!all) throw new IllegalStateException("not all came in");
        return crowd;
    }

    private void fill(int number, Room room, Shape shape) {
        rooms.add(room);
        var fresh = new ArrayList<RawConnection>();
        var publisher = service.connection(number, new Seat(null));
        room.publisher(publisher);
        fresh.add(publisher);
        for (int i = 1; i < shape.members(); i++) fresh.add(service.connection(number, new Seat(room.receiver())));
        for (var connection : fresh) {
            connection.connect(room.loop(), service, connections.size());
            connections.add(connection);
        }
    }

    /** Messages that did not reach a receiver so far. */
    public long lost() {
        return rooms.stream().mapToLong(Room::lost).sum();
    }

    public Flow flood() throws InterruptedException {
        onEach(Room::flood);
        Thread.sleep(FLOOD_WARM_UP_MS);
        long before = delivered();
        double serverBefore = service.process().cpuSeconds();
        double clientBefore = ServerProcess.ownCpuSeconds();
        var rates = new ArrayList<Double>();
        for (int i = 0; i < SAMPLES; i++) rates.add(rate());
        double millions = (delivered() - before) / MILLION;
        var flow = new Flow(
                rates,
                (service.process().cpuSeconds() - serverBefore) / millions,
                (ServerProcess.ownCpuSeconds() - clientBefore) / millions);
        settle();
        return flow;
    }

    private double rate() throws InterruptedException {
        long before = delivered();
        long beganNs = System.nanoTime();
        Thread.sleep(SAMPLE_MS);
        return (delivered() - before) * NS_PER_S / (System.nanoTime() - beganNs);
    }

    /** @return how long messages take at so many deliveries a second, in microseconds */
    public List<Double> pace(double deliveriesPerSecond) throws InterruptedException {
        int receivers = connections.size() - rooms.size();
        onEach(room -> room.pace(deliveriesPerSecond / receivers));
        Thread.sleep(PACE_WARM_UP_MS);
        onEach(Room::takeLatencies);
        Thread.sleep(PACE_MS);
        var all = new ArrayList<Double>();
        for (var room : rooms) all.addAll(on(room, room::takeLatencies));
        settle();
        return thinned(all);
    }

    private static List<Double> thinned(List<Double> all) {
        int every = Math.ceilDiv(all.size(), LATENCIES_MAX);
        if (every <= 1) return all;
        var some = new ArrayList<Double>();
        for (int i = 0; i < all.size(); i += every) some.add(all.get(i));
        return some;
    }

    /** Ends what goes on, and waits for what is on its way. */
    private void settle() throws InterruptedException {
        onEach(Room::stop);
        long byNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENTER_S_MAX);
        for (var room : rooms)
            while (!on(room, room::isQuiet)) {
                check();
                if (System.nanoTime() > byNs) throw new IllegalStateException("messages are missing");
                Thread.sleep(1);
            }
    }

    private long delivered() {
        check();
        return rooms.stream().mapToLong(Room::delivered).sum();
    }

    private void onEach(Consumer<Room> task) throws InterruptedException {
        for (var room : rooms)
            on(room, () -> {
                task.accept(room);
                return true;
            });
    }

    private static <T> T on(Room room, Callable<T> task) throws InterruptedException {
        try {
            return room.loop().submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check() {
        if (failure != null) throw new IllegalStateException("a connection ended: " + failure);
    }

    @Override
    public void close() {
        closing = true;
        connections.forEach(RawConnection::close);
    }

    /** One connection's place here. */
    private final class Seat implements RawConnection.Owner {
        private final Room.@Nullable Receiver receiver;

        Seat(Room.@Nullable Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void ready() {
            entering.countDown();
        }

        @Override
        public void message(long sentNs, long number) {
            if (receiver != null) receiver.message(sentNs, number);
        }

        @Override
        public void lost() {
            if (receiver != null) receiver.lost();
        }

        @Override
        public void caughtUp() {
            if (receiver != null) receiver.caughtUp();
        }

        @Override
        public void ended(String why) {
            if (closing) return;
            failure = why;
            while (entering.getCount() > 0) entering.countDown();
        }
    }
}
