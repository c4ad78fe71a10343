package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anode.node.transport.LanMessage.Frame;
import org.anode.node.transport.LanMessage.Here;
import org.anode.node.transport.LanMessage.Lost;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Without sockets and with threads that run when the test says so. */
final class LanRoomsTest {
    private static final TransportLimits LIMITS = TransportContract.LIMITS;
    private static final RoomId ROOM = new RoomId(Bytes.wrap(new byte[RoomId.SIZE_BYTES]));

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<LanMessage> wire = new ArrayList<>();
    private long nowNanos = Long.MAX_VALUE; // it may have any value, and wraps around
    private final LanRooms<String> rooms =
            new LanRooms<>(LIMITS, tasks::add, () -> nowNanos, (_, bytes) -> wire.add(decoded(bytes)));
    private final Heard heard = new Heard();
    private final Room room = rooms.join(ROOM, heard);

    private static LanMessage decoded(Bytes encoded) {
        return switch (LanCodec.decode(encoded, LIMITS)) {
            case Parsed.Ok<LanMessage>(LanMessage message) -> message;
            case Parsed.Malformed<LanMessage>(String reason) -> throw new AssertionError(reason);
        };
    }

    private void run() {
        while (!tasks.isEmpty()) tasks.poll().run();
    }

    @Test
    @DisplayName("SY-13 for a peer that does not read a bounded number of frames waits, then it is told of the loss")
    void peer_that_does_not_read() {
        rooms.take("ann", new Here(List.of(ROOM)));
        run();
        wire.clear();
        var link = heard.links().getFirst();
        var frame = Bytes.wrap(new byte[LIMITS.frameBytesMax()]);
        var sent = new ArrayList<Sent>();
        for (int n = 0; n < 100; n++) sent.add(room.send(link, frame));
        long queued = sent.stream().filter(one -> one == Sent.QUEUED).count();
        assertTrue(queued > 0 && queued <= LIMITS.queueBytesPerLinkMax() / frame.size(), queued + " queued");
        assertEquals(Sent.FULL, sent.getLast());
        run();
        assertEquals(queued, wire.stream().filter(Frame.class::isInstance).count());
        assertEquals(new Lost(ROOM), wire.getLast());
        assertEquals(1, wire.stream().filter(Lost.class::isInstance).count());
        assertEquals(Sent.QUEUED, room.send(link, frame));
    }

    @Test
    void a_peer_that_comes_into_view_learns_first_where_we_are() {
        rooms.reachable(Set.of("ann"));
        run();
        assertEquals(new Here(List.of(ROOM)), wire.getFirst());
        assertEquals(List.of(), heard.events());
    }

    @Test
    void who_is_found_learns_where_we_are_before_any_view_and_is_a_peer_once_he_answers() {
        rooms.found("ann");
        run();
        assertEquals(List.of(new Here(List.of(ROOM))), wire);
        assertEquals(List.of(), heard.events());
        rooms.take("ann", new Here(List.of(ROOM)));
        rooms.found("ann");
        rooms.tick();
        rooms.tick();
        run();
        assertEquals(1, heard.links().size());
        assertEquals(0, heard.count("gone"));
    }

    @Test
    @DisplayName("SY-13 who is found and says nothing takes the place of a peer for two ticks at most")
    void found_and_silent() {
        for (int n = 0; n < LIMITS.linksPerRoomMax(); n++) rooms.found("stranger " + n);
        rooms.take("ann", new Here(List.of(ROOM)));
        run();
        assertEquals(0, heard.links().size());
        rooms.tick();
        rooms.tick();
        rooms.take("ann", new Here(List.of(ROOM)));
        run();
        assertEquals(1, heard.links().size());
    }

    @Test
    @DisplayName("SY-7 who is out of view is gone, and the room resyncs with those who stay")
    void view() {
        rooms.reachable(Set.of("ann", "bob"));
        for (var peer : List.of("ann", "bob")) rooms.take(peer, new Here(List.of(ROOM)));
        rooms.reachable(Set.of("bob"));
        rooms.take("ann", new Frame(ROOM, Bytes.utf8("late")));
        rooms.take("bob", new Lost(ROOM));
        run();
        assertEquals(1, heard.links().size());
        assertEquals(1, heard.count("resync"));
        assertEquals(List.of(), heard.frames());
    }

    @Test
    @DisplayName("SY-13 a member that says again and again that frames were lost causes one resync a second")
    void flood_of_losses() {
        rooms.take("ann", new Here(List.of(ROOM)));
        for (int second = 0; second < 3; second++) {
            for (int n = 0; n < 1_000; n++) {
                rooms.take("ann", new Lost(ROOM));
                run();
            }
            assertEquals(second + 1, heard.count("resync"));
            nowNanos += LanRooms.LOSS_EVERY.toNanos();
        }
        rooms.tick();
        run();
        assertEquals(4, heard.count("resync"), "what came in between is told with the next tick");
        nowNanos += LanRooms.LOSS_EVERY.toNanos();
        rooms.tick();
        run();
        assertEquals(4, heard.count("resync"));
    }

    @Test
    @DisplayName("SY-7 when the channel moves all links are gone, the room resyncs, and who comes again is a new link")
    void cut_off() {
        rooms.reachable(Set.of("ann"));
        rooms.take("ann", new Here(List.of(ROOM)));
        rooms.take("bob", new Here(List.of(ROOM))); // not in view yet
        run();
        heard.forget();
        rooms.cutOff();
        run();
        assertEquals(2, heard.count("gone"));
        assertEquals(1, heard.count("resync"));
        assertEquals(Sent.NO_LINK, room.send(new LinkId(1), Bytes.EMPTY));
        rooms.take("ann", new Here(List.of(ROOM)));
        run();
        assertEquals(List.of(new LinkId(3)), heard.links());
    }

    @Test
    void who_says_nothing_for_some_ticks_is_gone() {
        rooms.take("ann", new Here(List.of(ROOM)));
        run();
        for (int n = 0; n < Roster.SILENT_TICKS_MAX; n++) rooms.tick();
        run();
        assertEquals(0, heard.count("gone"));
        rooms.tick();
        run();
        assertEquals(1, heard.count("gone"));
    }

    @Test
    @DisplayName("R14 no more peers are listened to than there may be links")
    void many_strangers() {
        for (int n = 0; n < 1_000; n++) rooms.take("stranger " + n, new Here(List.of(ROOM)));
        run();
        assertEquals(LIMITS.linksPerRoomMax(), heard.links().size());
        assertEquals(LIMITS.linksPerRoomMax(), wire.size());
    }
}
