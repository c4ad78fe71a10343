package org.anode.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.anode.schema.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MemoryNetworkTest extends TransportContract {
    private final MemoryNetwork network = new MemoryNetwork(
            LIMITS, task -> Thread.ofVirtual().name("delivery").start(task));
    private final List<Transport> nodes = new ArrayList<>(List.of(network.open(), network.open(), network.open()));

    @Override
    Transport node(int index) {
        return nodes.get(index);
    }

    @Test
    @DisplayName("SY-13 a peer that comes and goes while the listener stands still fills nothing")
    void flapping_peer() {
        var tasks = new ArrayDeque<Runnable>();
        var stepped = new MemoryNetwork(LIMITS, tasks::add);
        var id = RoomPass.of(Bytes.wrap(new byte[RoomCipher.SECRET_BYTES]), 0);
        var heard = new Heard();
        var room = stepped.open().join(id, heard);
        var flapping = stepped.open();
        for (int n = 0; n < 1_000; n++) {
            try (var once = flapping.join(id, new Heard())) {
                assertEquals(Sent.QUEUED, once.broadcast(Bytes.utf8("unheard")));
            }
        }
        assertEquals(List.of(), heard.events());
        while (!tasks.isEmpty()) tasks.poll().run();
        assertEquals(List.of(), heard.events());
        room.close();
    }

    @Test
    @DisplayName("SY-13 links of a room are limited: who is too many is seen when another leaves and it comes again")
    void too_many_links() {
        var tasks = new ArrayDeque<Runnable>();
        var stepped = new MemoryNetwork(LIMITS, tasks::add);
        var id = RoomPass.of(Bytes.wrap(new byte[RoomCipher.SECRET_BYTES]), 0);
        var heard = new Heard();
        stepped.open().join(id, heard);
        for (int n = 0; n < LIMITS.linksPerRoomMax() + 3; n++) stepped.open().join(id, new Heard());
        while (!tasks.isEmpty()) tasks.poll().run();
        assertEquals(LIMITS.linksPerRoomMax(), heard.links().size());
    }

    @Test
    void with_a_stepping_executor_everything_happens_in_a_known_order() {
        assertEquals(stepped(), stepped());
    }

    private static List<String> stepped() {
        var tasks = new ArrayDeque<Runnable>();
        var network = new MemoryNetwork(LIMITS, tasks::add);
        var id = RoomPass.of(Bytes.wrap(new byte[RoomCipher.SECRET_BYTES]), 0);
        var all = new ArrayList<Heard>();
        for (int n = 0; n < 3; n++) {
            var heard = new Heard();
            all.add(heard);
            network.open().join(id, heard).broadcast(Bytes.utf8("node " + n));
        }
        while (!tasks.isEmpty()) tasks.poll().run();
        return all.stream().flatMap(heard -> heard.events().stream()).toList();
    }
}
