package org.anode.node.share;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.anode.node.Refusal;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.replicate.Members;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * The invites of one notebook that this device issued, kept among its secrets (R15). Like those of {@link NotebookLog},
 * methods that give a {@link Change} write nothing. Any thread.
 */
public final class Invites {
    /** Each open one is a room to listen in. */
    static final int OPEN_MAX = 100;

    /** Who opens a link late should hear that it ran out or was taken back, instead of waiting for somebody. */
    private static final Duration EXPIRED_ANSWERED = Duration.ofDays(7);

    /** Of those that ended lately each is a room too. */
    static final int ANSWERING_MAX = 3 * OPEN_MAX;

    private static final String NAME = "invite/";

    private final NotebookLog log;

    /** A new invite: what goes to people, what is kept, and the change that keeps it. The link works once it is kept. */
    public record Issued(InviteLink link, Invite invite, Change keep) {}

    public Invites(NotebookLog log) {
        this.log = log;
    }

    /**
     * @param deviceName of this device, for people
     * @param random     a secure one
     * @throws Refusal with a sentence if this device may not invite
     */
    public Issued issue(
            Members members,
            DeviceKeys keys,
            String deviceName,
            String title,
            MeetingPlaces places,
            InviteWish wish,
            long nowSeconds,
            RandomGenerator random) {
        var grant = members.adminGrantOf(keys.device()).orElseThrow(Invites::notAllowed);
        if (open(nowSeconds).size() >= OPEN_MAX)
            throw new Refusal("This notebook has " + OPEN_MAX + " links that still work; use one of them.");
        if (answering(nowSeconds).size() >= ANSWERING_MAX)
            throw new Refusal(
                    "So many links of this notebook ended in the last days that it can have no more for a while;"
                            + " use one that still works.");
        wish.check();
        var terms = InviteTerms.of(wish, nowSeconds);
        var secret = Bytes.random(random, InviteLink.JOIN_SECRET_BYTES);
        var invite = Invite.fresh(log.notebook(), grant, terms, secret, wish.autoApprove());
        var link =
                InviteLink.signed(log.notebook(), title, places, grant, deviceName, terms, invite.joinSecret(), keys);
        return new Issued(link, invite, keep(invite));
    }

    private static Refusal notAllowed() {
        return new Refusal("Only an admin of this notebook can invite others to it; ask one for a link.");
    }

    /** Those in whose lobbies somebody should listen: the ones that ended lately say so there. */
    public List<Invite> answering(long nowSeconds) {
        return all().filter(invite -> !isForgotten(invite, nowSeconds)).toList();
    }

    private static boolean isForgotten(Invite invite, long nowSeconds) {
        return nowSeconds - EXPIRED_ANSWERED.toSeconds() >= invite.endsAtSeconds();
    }

    /** Those that can let somebody in now. */
    public List<Invite> open(long nowSeconds) {
        return all().filter(invite -> invite.isOpen(nowSeconds)).toList();
    }

    /** The invite as it is kept. */
    public Optional<Invite> find(InviteId id) {
        return log.secret(NAME + id).flatMap(this::read);
    }

    private Stream<Invite> all() {
        return log.secrets(NAME).values().stream().map(this::read).flatMap(Optional::stream);
    }

    /** One that can not be read lets nobody in. */
    private Optional<Invite> read(Bytes kept) {
        return switch (InviteCodec.decode(log.notebook(), kept)) {
            case Parsed.Ok<Invite>(var invite) -> Optional.of(invite);
            case Parsed.Malformed<Invite> _ -> Optional.empty();
        };
    }

    public Change keep(Invite invite) {
        return log.putSecret(NAME + invite.id(), InviteCodec.encode(invite));
    }

    /** Those that nobody needs any more go. */
    public List<Change> tidy(long nowSeconds) {
        return all().filter(invite -> isForgotten(invite, nowSeconds))
                .map(invite -> drop(invite.id()))
                .toList();
    }

    /** As if it had never been made. */
    public Change drop(InviteId invite) {
        return log.deleteSecret(NAME + invite);
    }
}
