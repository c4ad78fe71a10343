package org.anode.node.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.LobbyMessage.Refused;
import org.anode.node.share.LobbyMessage.Request;
import org.anode.node.share.LobbyMessage.Reveal;
import org.anode.node.share.LobbyMessage.Wait;
import org.anode.node.share.LobbyMessage.Welcome;
import org.anode.node.share.LobbyMessage.Why;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * The joiner's side of a lobby (MB-6): asks the issuer's node, and nobody else, again and again until it answers. What
 * anybody else says changes nothing. Pure; belongs to one thread.
 */
public final class LobbyGuest {
    /** The first question is repeated after this, then after twice as long each time. */
    static final long ASK_AGAIN_MS = 2_000;

    /** The longest wait: somebody may look at the screen. */
    static final long ASK_AGAIN_MS_MAX = 30_000;

    /** Connections of the issuer's device that are asked: its former ones may not be known to be gone. */
    static final int ISSUERS_MAX = 8;

    private final InviteLink link;
    private final Identity identity;
    private final String name;
    private final Optional<Voucher> voucher;
    private final RandomGenerator random;
    private final SequencedMap<PeerId, AskingWords> issuers = new LinkedHashMap<>();
    private JoinState state = new JoinState.Looking();
    private long waitMs = ASK_AGAIN_MS;
    private long askAtMs;

    /** What is to be done, in this order, before the next event. */
    public sealed interface Effect {
        /** Send to this peer; it may get lost. */
        record Send(PeerId to, Bytes message) implements Effect {}

        /** Tell people: asked, looking again, or failed, which ends it. */
        record Changed(JoinState state) implements Effect {}

        /** Store the notebook; this ends it. Nothing more is asked. */
        record Joined(Membership membership) implements Effect {}

        /** Count it: the peer sent what is no message of the issuer's. */
        record BadInput(PeerId from, String reason) implements Effect {}
    }

    /**
     * @param name    of this device, for people
     * @param voucher of another device of the same person
     * @param random  a secure one
     */
    public LobbyGuest(
            InviteLink link, Identity identity, String name, Optional<Voucher> voucher, RandomGenerator random) {
        this.voucher = voucher;
        this.random = random;
        this.link = link;
        this.identity = identity;
        this.name = OneLine.of(name, Identity.NAME_CHARS_MAX);
    }

    public JoinState state() {
        return state;
    }

    /** @param nowMs never goes back */
    public List<Effect> on(LobbyEvent event, long nowMs) {
        if (state.hasEnded()) return List.of();
        return switch (event) {
            case LobbyEvent.Connected(var peer, var deviceKey) -> connected(peer, deviceKey, nowMs);
            case LobbyEvent.Received(var peer, var message) -> received(peer, message);
            case LobbyEvent.Gone(var peer) -> gone(peer);
            case LobbyEvent.Tick() -> nowMs >= askAtMs ? askAll(nowMs) : List.of();
            case LobbyEvent.Approved _, LobbyEvent.Refused _, LobbyEvent.Revoked _ -> List.of();
        };
    }

    private List<Effect> connected(PeerId peer, Bytes deviceKey, long nowMs) {
        boolean isIssuer =
                deviceKey.equals(link.issuer().deviceKey()) && peer.device().equals(link.issuerDevice());
        if (!isIssuer || issuers.containsKey(peer)) return List.of();
        issuers.put(peer, new AskingWords(purpose(), identity.keys().publicKey(), deviceKey, random));
        if (issuers.size() > ISSUERS_MAX) issuers.pollFirstEntry();
        waitMs = ASK_AGAIN_MS;
        askAtMs = nowMs + waitMs;
        var effects = new ArrayList<Effect>(List.of(ask(peer)));
        if (state instanceof JoinState.Looking) effects.add(changed(new JoinState.Asked()));
        return effects;
    }

    private List<Effect> gone(PeerId peer) {
        var words = issuers.remove(peer);
        if (words == null) return List.of();
        if (issuers.isEmpty()) return List.of(changed(new JoinState.Looking()));
        return state.equals(new JoinState.Waiting(words.words())) ? List.of(changed(new JoinState.Asked())) : List.of();
    }

    private Bytes purpose() {
        return LobbyHost.purpose(link.notebook());
    }

    private List<Effect> askAll(long nowMs) {
        waitMs = Math.min(2 * waitMs, ASK_AGAIN_MS_MAX);
        askAtMs = nowMs + waitMs;
        return issuers.keySet().stream().map(this::ask).toList();
    }

    private Effect ask(PeerId peer) {
        var request = new Request(
                identity.person(),
                name,
                identity.keys().agreementKey(),
                words(peer).commitment(),
                voucher);
        return new Effect.Send(peer, LobbyCodec.encode(request));
    }

    private AskingWords words(PeerId issuer) {
        return Objects.requireNonNull(issuers.get(issuer));
    }

    private Effect changed(JoinState now) {
        state = now;
        return new Effect.Changed(now);
    }

    private List<Effect> received(PeerId from, Bytes message) {
        if (!issuers.containsKey(from)) return List.of();
        return switch (LobbyCodec.decode(message)) {
            case Parsed.Malformed<LobbyMessage>(var reason) -> List.of(new Effect.BadInput(from, reason));
            case Parsed.Ok<LobbyMessage>(Welcome welcome) -> welcomed(welcome);
            case Parsed.Ok<LobbyMessage>(Refused(var why)) -> List.of(changed(new JoinState.Failed(sentence(why))));
            case Parsed.Ok<LobbyMessage>(Wait(var nonce)) -> waits(from, nonce);
            case Parsed.Ok<LobbyMessage>(Request _), Parsed.Ok<LobbyMessage>(Reveal _) ->
                List.of(new Effect.BadInput(from, "not for a guest"));
        };
    }

    /** Who answers otherwise than before is answered with the next question only, so that it has few tries. */
    private List<Effect> waits(PeerId from, Bytes nonce) {
        var words = words(from);
        var reveal = words.answered(nonce);
        if (reveal.isEmpty())
            return state instanceof JoinState.Waiting ? List.of(changed(new JoinState.Asked())) : List.of();
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Send(from, LobbyCodec.encode(new Reveal(reveal.get()))));
        var shown = new JoinState.Waiting(words.words());
        if (!state.equals(shown)) effects.add(changed(shown));
        return effects;
    }

    private List<Effect> welcomed(Welcome welcome) {
        return switch (Membership.of(welcome, link, identity)) {
            case Parsed.Ok<Membership>(var membership) -> {
                state = new JoinState.Joined(link.notebook());
                yield List.of(new Effect.Joined(membership));
            }
            case Parsed.Malformed<Membership>(var reason) ->
                List.of(changed(new JoinState.Failed(upper(issuer()) + " sent an answer that does not fit " + what()
                        + " (" + reason + "); ask there for a new link, and update Anode on both computers.")));
        };
    }

    private String sentence(Why why) {
        return switch (why) {
            case REVOKED -> "The link to " + what() + " was taken back; ask " + issuer() + " for a new one.";
            case REFUSED -> upper(issuer()) + " did not let this computer in.";
            case EXPIRED -> "The link to " + what() + " ran out; ask " + issuer() + " for a new one.";
            case USED_UP ->
                "The link to " + what() + " has let in as many as it was made for; ask " + issuer() + " for a new one.";
            case UNKNOWN -> "The link to " + what() + " does not work any more; ask " + issuer() + " for a new one.";
            case FULL -> "No more devices can join " + what() + "; ask " + issuer() + " for a copy of it.";
        };
    }

    private String what() {
        return link.quotedTitle().orElse("the notebook");
    }

    private String issuer() {
        return link.issuer().name().isEmpty()
                ? "whoever sent it"
                : "“" + link.issuer().name() + "”";
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
