package org.anode.relay.server;

import org.anode.relay.wire.RoomHandle;
import org.anode.relay.wire.RoomKey;

/** A room with somebody in it. */
final class Room<S> {
    private final RoomKey key;
    private final int handle;
    private volatile Member<S>[] members;

    Room(RoomKey key, int handle, Member<S>[] none) {
        this.key = key;
        this.handle = handle;
        this.members = none;
    }

    RoomKey key() {
        return key;
    }

    int handle() {
        return handle;
    }

    RoomHandle handleId() {
        return new RoomHandle(handle);
    }

    /** As they are now, those of one lane side by side; the array does not change. */
    Member<S>[] members() {
        return members;
    }

    /** Under the lock of {@link Rooms}. */
    void become(Member<S>[] next) {
        members = next;
    }
}
