package org.anode.node.room;

import java.util.Optional;

/** What a message is for. Messages of one lane do not wait for the parts of another's. */
public enum Lane {
    /** The notebook's signed log. */
    LOG(0),
    /** Who is there, cursors, live output: nothing that is kept. */
    PRESENCE(1),
    BLOBS(2),
    /** Of those who are let in and those who let them in. */
    LOBBY(3),
    /** Of those who have, or had, the same device's keys. */
    TWIN(4),
    /** Of members who have an earlier secret of the notebook's room, and those who hand them the present one. */
    EPOCH(5),
    /** An empty message: the device leaves the notebook. */
    FAREWELL(6),
    /** Of members who ask an admin to accept what they wrote by a right they do not have any more. */
    PLEA(7),
    /** Of those who run what others ask for. */
    HOSTS(8),
    /** Where else the devices of the notebook meet. */
    RELAYS(9);

    /** As written on the wire. */
    final byte code;

    Lane(int code) {
        this.code = (byte) code;
    }

    static Optional<Lane> of(byte code) {
        for (var lane : values()) if (lane.code == code) return Optional.of(lane);
        return Optional.empty();
    }
}
