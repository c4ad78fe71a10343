package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * Brings content by its hash from peers, piece after piece, and gives them what they lack (SY-12). Of each blob one piece
 * is asked for at a time, from one peer; one that does not answer, or has it not, is left for the next. What comes is
 * believed only once the whole has the hash it is called by. Pure but for reading the archive; belongs to one thread.
 */
public final class BlobExchange {
    /** Blobs that are fetched at the same time: bounds the memory of what is half here. */
    static final int FETCHED_MAX = 2;

    /** Blobs that wait to be fetched; what is beyond is wanted again when somebody looks at it. */
    static final int WANTED_MAX = 10_000;

    /** A peer that is asked and says nothing for so long is left. */
    static final long PATIENCE_MS = 10_000;

    /** Nobody had it: all are asked again after this. */
    static final long AGAIN_MS = 30_000;

    private final Function<BlobId, Optional<Bytes>> archive;
    private final Set<PeerId> peers = new LinkedHashSet<>();
    private final Set<BlobId> wanted = new LinkedHashSet<>();
    private final Map<BlobId, Fetch> fetches = new LinkedHashMap<>();
    private final Map<BlobId, Long> nowhereMs = new HashMap<>();
    private Optional<BlobId> lastRead = Optional.empty();
    private Bytes lastContent = Bytes.EMPTY;

    /** A blob on its way. */
    private static final class Fetch {
        final Set<PeerId> tried = new HashSet<>();
        final List<Bytes> pieces = new ArrayList<>();
        Optional<PeerId> from = Optional.empty();
        long size;
        long askedMs;
    }

    /** What is to be done, in this order. */
    public sealed interface Effect {
        record Send(PeerId to, BlobMessage message) implements Effect {}

        /** It is what its id says. */
        record Keep(BlobId blob, Bytes content) implements Effect {}
    }

    /** @param archive what is here already */
    public BlobExchange(Function<BlobId, Optional<Bytes>> archive) {
        this.archive = archive;
    }

    public List<Effect> connected(PeerId peer, long nowMs) {
        peers.add(peer);
        nowhereMs.clear();
        return next(nowMs);
    }

    public List<Effect> gone(PeerId peer, long nowMs) {
        peers.remove(peer);
        for (var fetch : fetches.values())
            if (fetch.from.filter(peer::equals).isPresent()) fetch.from = Optional.empty();
        return next(nowMs);
    }

    /** These are wanted from now on; those that are here should be left out. */
    public List<Effect> want(Set<BlobId> blobs, long nowMs) {
        for (var blob : blobs) if (wanted.size() < WANTED_MAX && !fetches.containsKey(blob)) wanted.add(blob);
        return next(nowMs);
    }

    public List<Effect> tick(long nowMs) {
        for (var fetch : fetches.values())
            if (fetch.from.isPresent() && nowMs - fetch.askedMs > PATIENCE_MS) fetch.from = Optional.empty();
        return next(nowMs);
    }

    /** @param mayRead whether the peer may be given anything: it has a live grant */
    public List<Effect> received(PeerId from, Bytes encoded, boolean mayRead, long nowMs) {
        return switch (BlobMessage.decode(encoded)) {
            case Parsed.Malformed<BlobMessage> _ -> List.of();
            case Parsed.Ok<BlobMessage>(BlobMessage.Want want) -> mayRead ? List.of(answer(from, want)) : List.of();
            case Parsed.Ok<BlobMessage>(BlobMessage.Piece piece) -> piece(from, piece, nowMs);
            case Parsed.Ok<BlobMessage>(BlobMessage.Lacking(var blob)) -> {
                of(blob, from).ifPresent(fetch -> fetch.from = Optional.empty());
                yield next(nowMs);
            }
        };
    }

    private Optional<Fetch> of(BlobId blob, PeerId from) {
        return Optional.ofNullable(fetches.get(blob))
                .filter(fetch -> fetch.from.filter(from::equals).isPresent());
    }

    private Effect answer(PeerId to, BlobMessage.Want want) {
        var content = read(want.blob());
        if (content.isEmpty() || want.from() > content.get().size())
            return new Effect.Send(to, new BlobMessage.Lacking(want.blob()));
        int from = Math.toIntExact(want.from());
        int end = Math.min(content.get().size(), from + BlobMessage.PIECE_BYTES);
        var bytes = content.get().slice(from, end);
        return new Effect.Send(
                to, new BlobMessage.Piece(want.blob(), from, content.get().size(), bytes));
    }

    /** The pieces of a blob are asked for one after the other: it is read once. */
    private Optional<Bytes> read(BlobId blob) {
        if (lastRead.filter(blob::equals).isPresent()) return Optional.of(lastContent);
        var content = archive.apply(blob).filter(found -> found.size() <= BlobMessage.BLOB_BYTES_MAX);
        lastRead = content.map(_ -> blob);
        lastContent = content.orElse(Bytes.EMPTY);
        return content;
    }

    private List<Effect> piece(PeerId from, BlobMessage.Piece piece, long nowMs) {
        var found = of(piece.blob(), from);
        if (found.isEmpty() || piece.from() != found.get().size) return List.of();
        var fetch = found.get();
        fetch.pieces.add(piece.bytes());
        fetch.size += piece.bytes().size();
        if (fetch.size < piece.total()) {
            if (piece.bytes().isEmpty()) fetch.from = Optional.empty(); // no end in sight
            return fetch.from.isPresent() ? List.of(ask(piece.blob(), fetch, from, nowMs)) : next(nowMs);
        }
        return whole(piece.blob(), fetch, nowMs);
    }

    private List<Effect> whole(BlobId blob, Fetch fetch, long nowMs) {
        var content = Bytes.concat(fetch.pieces.toArray(Bytes[]::new));
        var effects = new ArrayList<Effect>();
        if (new BlobId(content.sha256()).equals(blob)) {
            fetches.remove(blob);
            effects.add(new Effect.Keep(blob, content));
        } else {
            fetch.from = Optional.empty(); // somebody sent what it is not: begin anew with another
            fetch.pieces.clear();
            fetch.size = 0;
        }
        effects.addAll(next(nowMs));
        return effects;
    }

    /** Asks whoever can be asked. */
    private List<Effect> next(long nowMs) {
        var effects = new ArrayList<Effect>();
        for (var entry : List.copyOf(fetches.entrySet()))
            if (entry.getValue().from.isEmpty()) askNext(entry.getKey(), entry.getValue(), nowMs, effects);
        for (var blob : List.copyOf(wanted)) {
            if (fetches.size() >= FETCHED_MAX || peers.isEmpty()) break;
            if (nowMs - nowhereMs.getOrDefault(blob, Long.MIN_VALUE / 2) < AGAIN_MS) continue;
            wanted.remove(blob);
            var fetch = new Fetch();
            fetches.put(blob, fetch);
            askNext(blob, fetch, nowMs, effects);
        }
        return effects;
    }

    private void askNext(BlobId blob, Fetch fetch, long nowMs, List<Effect> effects) {
        var peer = peers.stream().filter(p -> !fetch.tried.contains(p)).findFirst();
        if (peer.isPresent()) {
            fetch.tried.add(peer.get());
            effects.add(ask(blob, fetch, peer.get(), nowMs));
        } else {
            fetches.remove(blob);
            nowhereMs.put(blob, nowMs);
            wanted.add(blob);
        }
    }

    private static Effect ask(BlobId blob, Fetch fetch, PeerId peer, long nowMs) {
        fetch.from = Optional.of(peer);
        fetch.askedMs = nowMs;
        return new Effect.Send(peer, new BlobMessage.Want(blob, fetch.size));
    }
}
