package org.anode.relay.wire;

/** One stay of one connection in one room: random, fresh with every join, so that it says nothing about who it is. */
public record MemberId(long value) {
    @Override
    public String toString() {
        return Long.toUnsignedString(value, 16);
    }
}
