package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RosterTest {
    private static final RoomId RED = room(1);
    private static final RoomId BLUE = room(2);

    private final Roster<String> roster = new Roster<>(2);

    private static RoomId room(int number) {
        var bytes = new byte[RoomId.SIZE_BYTES];
        bytes[0] = (byte) number;
        return new RoomId(Bytes.wrap(bytes));
    }

    @Test
    void a_link_is_up_while_both_are_in_the_room_whoever_came_first() {
        assertEquals(List.of(), roster.heard("ann", List.of(RED)));
        assertEquals(List.of(new Roster.Up(RED, new LinkId(1))), roster.join(RED));
        assertEquals(List.of(), roster.join(BLUE));
        assertEquals(List.of(new Roster.Up(BLUE, new LinkId(2))), roster.heard("ann", List.of(RED, BLUE)));
        assertEquals(List.of(new Roster.Gone(RED, new LinkId(1))), roster.heard("ann", List.of(BLUE)));
        assertEquals(Optional.of("ann"), roster.peer(BLUE, new LinkId(2)));
        assertEquals(Optional.empty(), roster.peer(RED, new LinkId(1)));
        assertEquals(Optional.empty(), roster.peer(RED, new LinkId(2)));
    }

    @Test
    void the_same_announcement_again_changes_nothing() {
        roster.join(RED);
        assertEquals(1, roster.heard("ann", List.of(RED)).size());
        assertEquals(List.of(), roster.heard("ann", List.of(RED)));
    }

    @Test
    void a_peer_that_is_dropped_is_gone_once_and_has_a_new_link_when_it_comes_back() {
        roster.join(RED);
        roster.heard("ann", List.of(RED));
        assertEquals(List.of(new Roster.Gone(RED, new LinkId(1))), roster.drop("ann"));
        assertEquals(List.of(), roster.drop("ann"));
        assertEquals(List.of(new Roster.Up(RED, new LinkId(2))), roster.heard("ann", List.of(RED)));
    }

    @Test
    @DisplayName("SY-13 a room takes so many links, the next peer gets the place of one that leaves")
    void limit() {
        roster.join(RED);
        for (var peer : List.of("ann", "bob", "cyd")) roster.heard(peer, List.of(RED));
        assertEquals(List.of("ann", "bob"), roster.peers(RED));
        var changes = roster.drop("ann");
        assertEquals(List.of(new Roster.Gone(RED, new LinkId(1)), new Roster.Up(RED, new LinkId(3))), changes);
        assertEquals(Optional.of(new LinkId(3)), roster.link(RED, "cyd"));
    }

    @Test
    void who_is_silent_for_some_of_our_ticks_is_to_be_dropped() {
        roster.heard("ann", List.of());
        roster.heard("bob", List.of());
        for (int n = 0; n < Roster.SILENT_TICKS_MAX; n++)
            assertTrue(roster.tick().isEmpty());
        roster.heard("bob", List.of());
        assertEquals(List.of("ann"), roster.tick());
    }

    @Test
    void nothing_is_told_of_a_room_we_left() {
        roster.join(RED);
        roster.heard("ann", List.of(RED));
        roster.leave(RED);
        assertEquals(List.of(), roster.drop("ann"));
        assertEquals(List.of(), roster.peers(RED));
    }
}
