package org.anode.node.room;

import org.anode.schema.Bytes;

/** What happens to a {@link RoomMachine}. */
sealed interface RoomEvent {
    record Up(Route route) implements RoomEvent {}

    record Frame(Route from, Bytes frame) implements RoomEvent {}

    record Gone(Route route) implements RoomEvent {}

    /** A transport may have lost frames. */
    record Resync() implements RoomEvent {}

    /** A transport was closed or left: all its links are gone. */
    record Left(int transport) implements RoomEvent {}

    /** Time goes by; about every second. */
    record Tick() implements RoomEvent {}
}
