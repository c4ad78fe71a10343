package org.anode.node.net;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Epochs;
import org.anode.node.share.Handover;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.RoomSecrets.Earlier;
import org.anode.node.store.RoomSecrets.Kept;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * Sees to it that a notebook's room has the secret that counts, and that there is another once somebody was removed (MB-7).
 * What takes an open notebook belongs into a turn of it, the rest to any thread.
 */
final class RoomKeys {
    /** How long this node listens in the room of an earlier secret for those who missed the change. */
    static final long EARLIER_SECONDS = TimeUnit.DAYS.toSeconds(90);

    private final NotebookAccess notebooks;
    private final Identity identity;
    private final SecureRandom random;

    /** What became of the secret that is kept. */
    enum Outcome {
        SAME,
        /** Another one counts: the notebook has another room. */
        CHANGED,
        /** This device was removed: there is no room for it. */
        OUT
    }

    RoomKeys(NotebookAccess notebooks, Identity identity, SecureRandom random) {
        this.notebooks = notebooks;
        this.identity = identity;
        this.random = random;
    }

    Optional<RoomSecret> current(NotebookId notebook) {
        return RoomSecrets.of(notebooks.log(notebook)).map(RoomKeys::secret);
    }

    /** Those of former rooms, the latest first. */
    List<RoomSecret> earlier(NotebookId notebook) {
        return RoomSecrets.earlier(notebooks.log(notebook)).stream()
                .filter(one -> one.untilSeconds() > nowSeconds())
                .limit(RoomSecrets.EARLIER_MAX)
                .map(Earlier::kept)
                .map(RoomKeys::secret)
                .toList();
    }

    private static RoomSecret secret(Kept kept) {
        return new RoomSecret(kept.secret(), kept.epoch());
    }

    /** Whether this device took part once and does not any more. */
    boolean isOut(Members members) {
        return members.wasMember(identity.device()) && !members.isLive(identity.device());
    }

    /** Takes up the secret that counts by the members log, if this device can know it. */
    Outcome follow(OpenNotebook open) {
        var members = open.replication().members();
        if (members.isEmpty()) return Outcome.SAME;
        if (isOut(members.get())) return Outcome.OUT;
        var epochs = new Epochs(members.get());
        var log = notebooks.log(open.id());
        if (current(open.id()).filter(epochs::isCurrent).isPresent()) return Outcome.SAME;
        var found = Stream.concat(
                        RoomSecrets.earlier(log).stream().map(Earlier::kept).map(RoomKeys::secret),
                        epochs.mine(identity).stream())
                .filter(epochs::isCurrent)
                .findFirst();
        found.ifPresent(secret -> replace(open, log, secret));
        return found.isPresent() ? Outcome.CHANGED : Outcome.SAME;
    }

    private static void replace(OpenNotebook open, NotebookLog log, RoomSecret now) {
        var changes = new ArrayList<>(RoomSecrets.tidy(log, nowSeconds()));
        changes.addAll(RoomSecrets.replace(log, new Kept(now.epoch(), now.secret()), nowSeconds() + EARLIER_SECONDS));
        open.alsoWrite(changes);
    }

    /** Whether somebody was removed since the secret was made. */
    boolean isSpent(OpenNotebook open) {
        return open.replication()
                .members()
                .filter(members -> members.standing().isEpochSpent())
                .isPresent();
    }

    /** States another secret, if somebody was removed since the last and it is on this device to do so. */
    void renewIfDue(OpenNotebook open, List<DeviceId> here) {
        var members = open.replication().members().orElseThrow();
        var epochs = new Epochs(members);
        if (epochs.isOnMe(identity.device(), here)) renew(open, members);
    }

    /** @param members in which this device is an admin */
    void renew(OpenNotebook open, Members members) {
        var issuer = members.adminGrantOf(identity.device()).orElseThrow();
        open.replication().on(new Event.Stated(new Epochs(members).next(issuer, identity.keys(), random)));
    }

    /** For a member that came to the room of an earlier secret; who was removed is told that, and nothing else. */
    List<Bytes> handover(OpenNotebook open, DeviceId to) {
        var members = open.replication().members();
        if (members.isEmpty()) return List.of();
        var all = members.get().isLive(to)
                ? handover(new Epochs(members.get()), members.get(), to)
                : Handover.of(members.get().farewell(to), 0, Bytes.EMPTY);
        return all.stream().map(Handover::encoded).toList();
    }

    private List<Handover> handover(Epochs epochs, Members members, DeviceId to) {
        var now = current(members.notebook()).filter(epochs::isCurrent);
        if (now.isEmpty()) return List.of();
        return switch (epochs.sealed(to, now.get(), random)) {
            case Parsed.Malformed<Bytes> _ -> List.of();
            case Parsed.Ok<Bytes>(var sealed) ->
                Handover.of(members.statements(), now.get().epoch(), sealed);
        };
    }

    /** What a member handed over to this device, which may be a lie. */
    Outcome take(OpenNotebook open, PeerId from, Handover handover) {
        open.replication().on(new Event.Learned(from, handover.statements()));
        var members = open.replication().members().orElseThrow();
        if (isOut(members)) return Outcome.OUT;
        if (current(open.id()).filter(new Epochs(members)::isCurrent).isPresent()) return Outcome.SAME;
        var found = new Epochs(members).opened(identity, handover.epoch(), handover.sealed());
        found.ifPresent(secret -> replace(open, notebooks.log(open.id()), secret));
        return found.isPresent() ? Outcome.CHANGED : follow(open);
    }

    static long nowSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }
}
