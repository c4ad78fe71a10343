package org.anode.relay.wire;

/**
 * The relay's number for a room while anybody is in it; the same for all its members, so that one encoded frame serves them
 * all.
 */
public record RoomHandle(int value) {
    @Override
    public String toString() {
        return Integer.toUnsignedString(value, 16);
    }
}
