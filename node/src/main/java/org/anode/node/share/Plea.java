package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Header;
import org.anode.node.replicate.Limits;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;

/**
 * What a member wrote by a grant before it heard that this was revoked, and asks an admin to accept once (MB-3): who was
 * given another role while it was away loses nothing. It shows the batches themselves: nothing is accepted that is yet to be
 * written. As CBOR: {@code [1, [batch…]]}.
 *
 * @param batches encoded; of each actor from the first that does not count on, in order
 */
public record Plea(List<Bytes> batches) {
    /** More is pleaded for once these are accepted. */
    public static final int BATCHES_BYTES = 1 << 20;

    /** A message ends with the batch that fills it. */
    private static final int MESSAGE_BYTES_MAX = BATCHES_BYTES + Limits.BATCH_BYTES_MAX + 1_024;

    private static final int BATCHES_MAX = 10_000;
    private static final long NUMBER_MAX = 1L << 53;
    private static final long VERSION = 1;
    private static final int FIELDS = 2;

    public Plea {
        batches = List.copyOf(batches);
    }

    /** An actor of a grant in a document. */
    private record Place(GrantId grant, String document, ActorId actor) {
        static Place of(Header header) {
            return new Place(header.grant(), header.document().text(), header.actor());
        }
    }

    public Bytes encoded() {
        return CborWriter.array(FIELDS, out -> out.number(VERSION).each(batches, out::bytes));
    }

    /** Bytes from a peer; checks form and limits. */
    public static Parsed<Plea> decode(Bytes encoded) {
        if (encoded.size() > MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("message of more than 5 MiB");
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, "unknown version of message");
            return new Plea(in.each(BATCHES_MAX, () -> in.bytesUpTo(Limits.BATCH_BYTES_MAX)));
        });
    }

    /**
     * The part that an admin accepts without asking anybody: the device's own work, by grants that were revoked, in
     * documents that it may write still, which goes on where what counts here ends.
     *
     * @param counting what counts of a grant here now
     */
    public SortedMap<GrantId, Cut> granted(Members members, DeviceId by, Function<GrantId, Cut> counting) {
        var runs = new LinkedHashMap<Place, SealedBatch>();
        var revoked = Set.copyOf(members.revokedOf(by));
        for (var encoded : batches) {
            if (!(BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var batch))) continue;
            var header = Header.of(batch);
            boolean own = batch.batch().notebook().equals(members.notebook()) && revoked.contains(header.grant());
            if (own && goesOn(header, runs, counting)) runs.put(Place.of(header), batch);
        }
        runs.values().removeIf(last -> !isGranted(members, by, last));
        return cuts(runs.values().stream().map(Header::of).toList());
    }

    private static boolean goesOn(Header header, Map<Place, SealedBatch> runs, Function<GrantId, Cut> counting) {
        var place = Place.of(header);
        var before = Optional.ofNullable(runs.get(place))
                .map(last -> new Cut.Tip(last.batch().lastSeq(), last.hash()))
                .or(() -> tip(counting.apply(header.grant()), place));
        return before.map(tip -> header.previous().equals(tip.hash()) && header.firstSeq() == tip.seq() + 1)
                .orElse(header.isFirst() && header.firstSeq() == 1);
    }

    private static Optional<Cut.Tip> tip(Cut cut, Place place) {
        return Optional.ofNullable(cut.documents().get(place.document)).map(tips -> tips.get(place.actor));
    }

    /** The last one's signature speaks for those before it, which its hash holds. */
    private static boolean isGranted(Members members, DeviceId by, SealedBatch last) {
        var key = members.deviceKey(last.batch().grant()).orElseThrow();
        return members.mayWrite(by, List.of(last.batch().document().text())) && BatchCodec.isSignedBy(last, key);
    }

    private static SortedMap<GrantId, Cut> cuts(List<Header> lasts) {
        var tips = new TreeMap<GrantId, SortedMap<String, SortedMap<ActorId, Cut.Tip>>>();
        for (var last : lasts)
            tips.computeIfAbsent(last.grant(), _ -> new TreeMap<>())
                    .computeIfAbsent(last.document().text(), _ -> new TreeMap<>())
                    .put(last.actor(), new Cut.Tip(last.lastSeq(), last.hash()));
        var found = new TreeMap<GrantId, Cut>();
        tips.forEach((grant, documents) -> found.put(grant, new Cut(documents, Statement.NO_PREVIOUS)));
        return found;
    }
}
