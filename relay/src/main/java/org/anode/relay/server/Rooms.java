package org.anode.relay.server;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.anode.relay.wire.RoomKey;

/**
 * Who is in which room (RL-7). A room is there while it has members. Joining and leaving take the lock; who forwards reads
 * a room's array. Any thread; randomness is a parameter.
 *
 * @param <S> where a member sits: a connection
 */
final class Rooms<S> {
    private final int membersMax;
    private final RandomGenerator random;
    private final Map<RoomKey, Room<S>> byKey = new HashMap<>();
    private final Set<Integer> handles = new HashSet<>();

    /** @param random a secure one: a member's id must say nothing of others */
    Rooms(int membersMax, RandomGenerator random) {
        this.membersMax = membersMax;
        this.random = random;
    }

    /** Who came in, and who was there at that moment: those are to hear of it. Whoever comes later knows of it already. */
    record Entered<S>(Member<S> member, List<Member<S>> others) {}

    /** @return nothing if the room is full */
    synchronized Optional<Entered<S>> enter(RoomKey key, S seat, int lane) {
        var room = byKey.get(key);
        if (room == null) {
            room = new Room<>(key, freshHandle(), array(0));
            byKey.put(key, room);
        }
        var there = room.members();
        if (there.length >= membersMax) return Optional.empty();
        var member = new Member<>(room, freshId(there), seat, lane);
        room.become(with(there, member));
        return Optional.of(new Entered<>(member, List.of(there)));
    }

    /** @return who is still there and to hear of it; nobody if it had left already */
    synchronized List<Member<S>> leave(Member<S> member) {
        var room = member.room();
        var there = room.members();
        var left = without(there, member);
        if (left.length == there.length) return List.of();
        room.become(left);
        if (left.length == 0 && byKey.remove(room.key(), room)) handles.remove(room.handle());
        return List.of(left);
    }

    synchronized int count() {
        return byKey.size();
    }

    private int freshHandle() {
        while (true) {
            int handle = random.nextInt();
            if (handles.add(handle)) return handle;
        }
    }

    private long freshId(Member<S>[] there) {
        while (true) {
            long id = random.nextLong();
            if (Arrays.stream(there).noneMatch(member -> member.id() == id)) return id;
        }
    }

    /** Sorted by lane, so that those of one lane get a frame in one task. */
    private static <S> Member<S>[] with(Member<S>[] there, Member<S> member) {
        int at = 0;
        while (at < there.length && there[at].lane() <= member.lane()) at++;
        var next = Arrays.copyOf(there, there.length + 1);
        System.arraycopy(there, at, next, at + 1, there.length - at);
        next[at] = member;
        return next;
    }

    private static <S> Member<S>[] without(Member<S>[] there, Member<S> member) {
        int at = 0;
        while (at < there.length && there[at] != member) at++;
        if (at == there.length) return there;
        Member<S>[] next = array(there.length - 1);
        System.arraycopy(there, 0, next, 0, at);
        System.arraycopy(there, at + 1, next, at, next.length - at);
        return next;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <S> Member<S>[] array(int size) {
        return new Member[size];
    }
}
