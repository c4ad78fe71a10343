package org.anode.node.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is in which room, by what peers announce: a link is up while both sides are in the room. What is announced replaces
 * what was announced before, and who is silent for some ticks is taken for gone; ticks of our own are counted, not time,
 * so that nobody is gone because this process was suspended. No I/O, no clock; belongs to who guards it.
 *
 * @param <P> how a peer is addressed
 */
final class Roster<P> {
    /** Announcements come with every tick of the peer's; this many may be lost or late. */
    static final int SILENT_TICKS_MAX = 4;

    sealed interface Change {
        RoomId room();

        LinkId link();
    }

    record Up(RoomId room, LinkId link) implements Change {}

    record Gone(RoomId room, LinkId link) implements Change {}

    private static final class Peer {
        private Set<RoomId> rooms = Set.of();
        private int silentTicks;
    }

    private final int linksPerRoomMax;
    private final Map<P, Peer> peers = new LinkedHashMap<>();
    /** The rooms we are in. */
    private final Map<RoomId, Map<P, LinkId>> links = new LinkedHashMap<>();

    private long lastLink;

    Roster(int linksPerRoomMax) {
        this.linksPerRoomMax = linksPerRoomMax;
    }

    List<Change> join(RoomId room) {
        links.put(room, new LinkedHashMap<>());
        return compare();
    }

    /** Nothing is told of a room that was left. */
    void leave(RoomId room) {
        links.remove(room);
    }

    List<Change> heard(P peer, List<RoomId> rooms) {
        var known = peers.computeIfAbsent(peer, _ -> new Peer());
        known.rooms = Set.copyOf(rooms);
        known.silentTicks = 0;
        return compare();
    }

    /** Somebody who may be there; forgotten with the second tick from now, unless he announces something. */
    void expect(P peer) {
        peers.computeIfAbsent(peer, _ -> {
            var silent = new Peer();
            silent.silentTicks = SILENT_TICKS_MAX - 1;
            return silent;
        });
    }

    List<Change> drop(P peer) {
        peers.remove(peer);
        return compare();
    }

    /** Everybody who announced something, or is expected to, and was not dropped. */
    List<P> known() {
        return List.copyOf(peers.keySet());
    }

    /** @return who was silent for too long, and is to be dropped */
    List<P> tick() {
        peers.values().forEach(peer -> peer.silentTicks++);
        return peers.entrySet().stream()
                .filter(peer -> peer.getValue().silentTicks > SILENT_TICKS_MAX)
                .map(Map.Entry::getKey)
                .toList();
    }

    Optional<LinkId> link(RoomId room, P peer) {
        return Optional.ofNullable(links.getOrDefault(room, Map.of()).get(peer));
    }

    Optional<P> peer(RoomId room, LinkId link) {
        return links.getOrDefault(room, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().equals(link))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    List<P> peers(RoomId room) {
        return List.copyOf(links.getOrDefault(room, Map.of()).keySet());
    }

    /** Makes the links what they should be. Peers and rooms are dozens: nothing is gained by looking at fewer. */
    private List<Change> compare() {
        var changes = new ArrayList<Change>();
        links.forEach((room, there) -> {
            for (var link : Map.copyOf(there).entrySet()) {
                if (isIn(room, link.getKey())) continue;
                there.remove(link.getKey());
                changes.add(new Gone(room, link.getValue()));
            }
            for (var peer : peers.keySet()) {
                if (there.containsKey(peer) || !isIn(room, peer) || there.size() >= linksPerRoomMax) continue;
                there.put(peer, new LinkId(++lastLink));
                changes.add(new Up(room, there.get(peer)));
            }
        });
        return changes;
    }

    private boolean isIn(RoomId room, P peer) {
        var known = peers.get(peer);
        return known != null && known.rooms.contains(room);
    }
}
