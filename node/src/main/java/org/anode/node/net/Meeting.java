package org.anode.node.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.RoomSecret;
import org.anode.node.transport.Way;
import org.anode.schema.DeviceId;

/** A notebook's room, who is in it, and the rooms of earlier secrets. Any thread. */
final class Meeting implements AutoCloseable {
    /** How often it is looked whether a new secret is due: somebody of a lower rank may do it meanwhile. */
    private static final long RENEWAL_EVERY_TICKS = 3;

    final RoomSecret secret;
    final NotebookRoom room;
    final Presence presence;
    private final NotebookAccess notebooks;
    private final RoomKeys keys;
    private final List<EarlierRoom> earlier = new ArrayList<>();
    private long ticks;

    /** Whether somebody was removed since the secret was made. */
    private volatile boolean spent;

    Meeting(RoomSecret secret, NotebookRoom room, Presence presence, NotebookAccess notebooks, RoomKeys keys) {
        this.secret = secret;
        this.room = room;
        this.presence = presence;
        this.notebooks = notebooks;
        this.keys = keys;
    }

    synchronized void listen(EarlierRoom in) {
        earlier.add(in);
    }

    synchronized void attach(Way way) {
        room.attach(way);
        earlier.forEach(one -> one.attach(way));
    }

    void spent(boolean now) {
        spent = now;
    }

    /** The devices in the room. */
    Set<DeviceId> here() {
        return room.peers().stream().map(PeerId::device).collect(Collectors.toSet());
    }

    /** To be called about every second. */
    void tick() {
        room.tick();
        rooms().forEach(EarlierRoom::tick);
        if (spent && ++ticks % RENEWAL_EVERY_TICKS == 0)
            notebooks.tell(room.notebook(), open -> keys.renewIfDue(open, List.copyOf(here())));
    }

    private synchronized List<EarlierRoom> rooms() {
        return List.copyOf(earlier);
    }

    /** The notebook has another room, or none any more. */
    void leave() {
        room.leave();
        rooms().forEach(EarlierRoom::close);
    }

    @Override
    public void close() {
        room.close();
        rooms().forEach(EarlierRoom::close);
    }
}
