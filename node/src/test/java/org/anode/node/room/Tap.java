package org.anode.node.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.anode.node.transport.LinkId;
import org.anode.node.transport.Room;
import org.anode.node.transport.RoomId;
import org.anode.node.transport.RoomListener;
import org.anode.node.transport.RoomPass;
import org.anode.node.transport.Sent;
import org.anode.node.transport.Transport;
import org.anode.node.transport.TransportLimits;
import org.anode.schema.Bytes;

/** Somebody on the wire before a node: sees what comes, loses some of it, plays it again. */
final class Tap implements Transport {
    private final Transport wire;
    private final List<Bytes> sent = new ArrayList<>();
    private final List<Bytes> came = new ArrayList<>();
    private final List<LinkId> links = new ArrayList<>();
    private final List<RoomListener> listeners = new ArrayList<>();
    private Predicate<Bytes> lost = _ -> false;

    Tap(Transport wire) {
        this.wire = wire;
    }

    /** What comes and is lost from now on. */
    void lose(Predicate<Bytes> which) {
        lost = which;
    }

    /** What this node sent. */
    List<Bytes> sent() {
        return List.copyOf(sent);
    }

    /** What came for this node, lost or not. */
    List<Bytes> came() {
        return List.copyOf(came);
    }

    List<LinkId> links() {
        return List.copyOf(links);
    }

    /** As if it had come over this link. */
    void play(LinkId from, Bytes frame) {
        listeners.forEach(listener -> listener.received(from, frame));
    }

    /** As if the transport had lost something. */
    void resync() {
        listeners.forEach(RoomListener::resync);
    }

    @Override
    public TransportLimits limits() {
        return wire.limits();
    }

    @Override
    public Room join(RoomPass room, RoomListener listener) {
        listeners.add(listener);
        var joined = wire.join(room, new Ears(listener));
        return new Room() {
            @Override
            public RoomId id() {
                return joined.id();
            }

            @Override
            public Sent send(LinkId to, Bytes frame) {
                sent.add(frame);
                return joined.send(to, frame);
            }

            @Override
            public Sent broadcast(Bytes frame) {
                sent.add(frame);
                return joined.broadcast(frame);
            }

            @Override
            public void close() {
                joined.close();
            }
        };
    }

    @Override
    public void close() {
        wire.close();
    }

    private final class Ears implements RoomListener {
        private final RoomListener listener;

        Ears(RoomListener listener) {
            this.listener = listener;
        }

        @Override
        public void up(LinkId link) {
            links.add(link);
            listener.up(link);
        }

        @Override
        public void received(LinkId from, Bytes frame) {
            came.add(frame);
            if (!lost.test(frame)) listener.received(from, frame);
        }

        @Override
        public void gone(LinkId link) {
            links.remove(link);
            listener.gone(link);
        }

        @Override
        public void resync() {
            listener.resync();
        }
    }
}
