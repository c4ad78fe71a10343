package org.anode.node.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anode.node.replicate.Position;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one document, by place. Who asks for one after the other of an actor's chain gets them from a scan, which
 * takes a tenth of the time of looking each up. Belongs to one thread.
 */
public final class BatchReader {
    /** Found in one scan: many messages need no more, and few are read in vain. */
    private static final int AHEAD_MAX = 256;

    /** Of others' batches between those, before it is given up. */
    private static final int PASSED_OVER_MAX = 256;

    /** Held until it is asked for. */
    private static final int AHEAD_BYTES_MAX = 512 << 10;

    private final DocumentLog log;
    private final Map<Position, Bytes> ahead = new HashMap<>();
    private @Nullable Position last;

    public BatchReader(DocumentLog log) {
        this.log = log;
    }

    /** The batch at this place, encoded. */
    public Optional<Bytes> batch(Position at) {
        boolean follows = last != null && last.actor().equals(at.actor()) && last.lastSeq() < at.lastSeq();
        last = at;
        if (follows && !ahead.containsKey(at)) readFrom(at);
        var found = Optional.ofNullable(ahead.remove(at));
        return found.isPresent() ? found : log.batch(at);
    }

    private void readFrom(Position at) {
        ahead.clear();
        var places = new LinkedHashMap<Long, Position>();
        log.places(at, (place, number) -> {
            places.put(number, place);
            return places.size() < AHEAD_MAX;
        });
        if (!places.isEmpty()) read(places);
    }

    private void read(Map<Long, Position> places) {
        long from = places.keySet().iterator().next();
        var scan = new Object() {
            int bytes;
            int passedOver;
        };
        log.batches(from, stored -> {
            var place = places.remove(stored.number());
            if (place == null) scan.passedOver++;
            else ahead.put(place, stored.encoded());
            scan.bytes += stored.encoded().size();
            return !places.isEmpty() && scan.bytes < AHEAD_BYTES_MAX && scan.passedOver < PASSED_OVER_MAX;
        });
    }
}
