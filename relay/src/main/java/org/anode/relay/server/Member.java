package org.anode.relay.server;

import org.anode.relay.wire.MemberId;

/** One stay of one seat in one room. */
final class Member<S> {
    private final Room<S> room;
    private final long id;
    private final S seat;
    private final int lane;

    /** Frames to it were dropped and it was not told yet; belongs to the seat's lane. */
    boolean behind;

    Member(Room<S> room, long id, S seat, int lane) {
        this.room = room;
        this.id = id;
        this.seat = seat;
        this.lane = lane;
    }

    Room<S> room() {
        return room;
    }

    long id() {
        return id;
    }

    MemberId memberId() {
        return new MemberId(id);
    }

    S seat() {
        return seat;
    }

    int lane() {
        return lane;
    }
}
