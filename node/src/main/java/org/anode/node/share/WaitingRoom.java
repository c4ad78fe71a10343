package org.anode.node.share;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.LobbyMessage.Request;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** Those who asked to be let in and about whom somebody has to decide: one place for each device. Pure. */
final class WaitingRoom {
    /** More than anybody looks through; who comes later asks again until there is room. */
    static final int MAX = 64;

    /** A device that is gone for longer is forgotten: it asks again when it is back. */
    static final long KEPT_MS = Duration.ofMinutes(10).toMillis();

    private static final OptionalLong PRESENT = OptionalLong.empty();

    private final Map<DeviceId, Place> places = new LinkedHashMap<>();

    /** Begins an exchange of words with who committed itself to this. */
    @FunctionalInterface
    interface Exchange {
        AskedWords begin(Bytes commitment);
    }

    /**
     * @param peer      over which the device asked last
     * @param deviceKey Ed25519, proven
     * @param begunMs   when the exchange of words was
     * @param goneMs    when the peer went, if it did
     */
    record Place(
            PeerId peer,
            Bytes deviceKey,
            Request request,
            AskedWords words,
            long sinceMs,
            long begunMs,
            OptionalLong goneMs) {
        private Place gone(long nowMs) {
            return new Place(peer, deviceKey, request, words, sinceMs, begunMs, OptionalLong.of(nowMs));
        }

        private Waiting shown() {
            return new Waiting(peer.device(), request.name(), words.words(), sinceMs);
        }
    }

    /**
     * Takes a place, or keeps it. Another commitment is another exchange, and no two of a device follow each other so fast
     * that it could try for words it wants.
     *
     * @return empty if there is no room, or it comes too early
     */
    Optional<Place> asked(PeerId peer, Bytes deviceKey, Request request, Exchange exchange, long nowMs) {
        var before = places.get(peer.device());
        if (before != null && before.words.isFor(request.commitment()))
            return Optional.of(
                    take(new Place(peer, deviceKey, request, before.words, before.sinceMs, before.begunMs, PRESENT)));
        boolean refused =
                before == null ? places.size() >= MAX : nowMs < before.begunMs + LobbyHost.ANSWER_EVERY_MS_MIN;
        if (refused) return Optional.empty();
        var words = exchange.begin(request.commitment());
        long sinceMs = before == null ? nowMs : before.sinceMs;
        return Optional.of(take(new Place(peer, deviceKey, request, words, sinceMs, nowMs, PRESENT)));
    }

    private Place take(Place place) {
        places.put(place.peer.device(), place);
        return place;
    }

    Optional<Place> find(DeviceId device) {
        return Optional.ofNullable(places.get(device));
    }

    Optional<Place> remove(DeviceId device) {
        return Optional.ofNullable(places.remove(device));
    }

    /** All leave. */
    List<Place> clear() {
        var all = List.copyOf(places.values());
        places.clear();
        return all;
    }

    void gone(PeerId peer, long nowMs) {
        places.computeIfPresent(peer.device(), (_, place) -> place.peer.equals(peer) ? place.gone(nowMs) : place);
    }

    void forget(long nowMs) {
        places.values().removeIf(place -> place.goneMs.isPresent() && nowMs - place.goneMs.getAsLong() >= KEPT_MS);
    }

    /** Who waits, the longest first. */
    List<Waiting> shown() {
        return places.values().stream().map(Place::shown).toList();
    }
}
