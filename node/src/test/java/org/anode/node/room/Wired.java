package org.anode.node.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.anode.node.replicate.PeerId;
import org.anode.node.transport.LinkId;
import org.anode.schema.Bytes;

/** Two machines with one link that outlives them, as a transport's may that does not notice a restart. */
final class Wired {
    static final Route ROUTE = new Route(0, 0, new LinkId(1));
    static final int FRAME_BYTES_MAX = 64 << 10;

    /** One side, its news and what it sent that did not arrive yet. */
    static final class Side {
        private RoomMachine machine;
        private int challenges;
        private final int device;
        private final List<RoomEffect.News> news = new ArrayList<>();
        private final ArrayDeque<Bytes> sent = new ArrayDeque<>();
        private final List<Bytes> everSent = new ArrayList<>();

        private Side(int device) {
            this.device = device;
            this.machine = fresh(device);
        }

        private RoomMachine fresh(int session) {
            return new RoomMachine(Samples.self(device, session), () -> Samples.filled(16, ++challenges));
        }

        RoomMachine machine() {
            return machine;
        }

        List<RoomEffect.News> news() {
            return List.copyOf(news);
        }

        List<Bytes> everSent() {
            return List.copyOf(everSent);
        }

        void happen(RoomEvent event) {
            for (var effect : machine.handle(event)) {
                switch (effect) {
                    case RoomEffect.Transmit(var _, var frame) -> send(frame);
                    case RoomEffect.News one -> news.add(one);
                }
            }
        }

        void hear(Bytes frame) {
            happen(new RoomEvent.Frame(ROUTE, frame));
        }

        void say(Lane lane, Bytes message) {
            frames(lane, message).forEachRemaining(this::send);
        }

        Iterator<Bytes> frames(Lane lane, Bytes message) {
            return machine.frames(ROUTE, lane, message, FRAME_BYTES_MAX);
        }

        private void send(Bytes frame) {
            sent.add(frame);
            everSent.add(frame);
        }

        /** The process ends and another begins, and nobody tells the other side. */
        void restart(int session) {
            sent.clear();
            machine = fresh(session);
            happen(new RoomEvent.Up(ROUTE));
        }

        /** What is waiting never arrives. */
        void loseAll() {
            sent.clear();
        }

        List<PeerId> peers() {
            return machine.peers();
        }

        List<Bytes> messages() {
            return news.stream()
                    .filter(RoomEffect.Received.class::isInstance)
                    .map(one -> ((RoomEffect.Received) one).message())
                    .toList();
        }

        /** The names of what was told, in order. */
        List<String> words() {
            return news.stream().map(one -> one.getClass().getSimpleName()).toList();
        }

        void forget() {
            news.clear();
        }
    }

    final Side ann = new Side(1);
    final Side bob = new Side(2);

    /** Everything arrives until nobody says anything any more. */
    Wired run() {
        while (!ann.sent.isEmpty() || !bob.sent.isEmpty()) {
            if (!ann.sent.isEmpty()) bob.hear(ann.sent.poll());
            if (!bob.sent.isEmpty()) ann.hear(bob.sent.poll());
        }
        return this;
    }

    Wired up() {
        ann.happen(new RoomEvent.Up(ROUTE));
        bob.happen(new RoomEvent.Up(ROUTE));
        return this;
    }

    void tick() {
        ann.happen(new RoomEvent.Tick());
        bob.happen(new RoomEvent.Tick());
        run();
    }
}
