package org.anode.relay.wire;

/** Why a client is not in a room. */
public enum JoinRefusal {
    /** Of a later version. */
    OTHER(255),
    /** Not by the room's key for this connection. */
    BAD_SIGNATURE(1),
    /** The room has as many members as it may. */
    ROOM_FULL(2),
    /** The connection is in as many rooms as it may. */
    TOO_MANY_ROOMS(3),
    /** The connection is in the room. */
    JOINED_ALREADY(4),
    /** Too many signatures wait to be checked: later. */
    BUSY(5);

    private static final JoinRefusal[] ALL = values();

    private final int number;

    JoinRefusal(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static JoinRefusal of(int number) {
        for (var refusal : ALL) if (refusal.number == number) return refusal;
        return OTHER;
    }
}
