package org.anode.node.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.LobbyMessage.Refused;
import org.anode.node.share.LobbyMessage.Request;
import org.anode.node.share.LobbyMessage.Reveal;
import org.anode.node.share.LobbyMessage.Wait;
import org.anode.node.share.LobbyMessage.Welcome;
import org.anode.node.share.LobbyMessage.Why;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * The issuer's side of one invite's lobby: lets in who asks, once somebody here said so, as long as the invite holds
 * (MB-6). It keeps:
 *
 * <ol>
 *   <li>nobody is let in after the invite ran out, was used up or taken back, by this node's clock and count;
 *   <li>nobody is let in without being asked about, unless the invite says so or it is another device of who owns this
 *       node; and who had a right here and lost it is always asked about;
 *   <li>a device that has a right already is answered again and uses up nothing, so that any message may get lost;
 *   <li>what is decided is stored before it is told: effects are in that order.
 * </ol>
 *
 * <p>Pure; belongs to the thread of the notebook's members log.
 */
public final class LobbyHost {
    /** A room of a relay has 256 connections. */
    static final int PEERS_MAX = 256;

    /** An answer is up to 5 MiB, so nobody gets it more often. */
    static final long ANSWER_EVERY_MS_MIN = 1_500;

    /** Statements of a welcome; the rest of a message is small. */
    static final int STATEMENTS_BYTES_MAX = 4 << 20;

    /** To who decides about somebody who is not there. */
    public static final String NOT_WAITING = "Nobody waits to be let in by that id; anode requests lists those who do.";

    private final DeviceKeys keys;
    private final RandomGenerator random;
    private final Predicate<DeviceId> mine;
    private final Map<PeerId, Peer> peers = new HashMap<>();
    private final WaitingRoom waiting = new WaitingRoom();

    private static final class Peer {
        final Bytes deviceKey;
        long nextAnswerMs = Long.MIN_VALUE;

        Peer(Bytes deviceKey) {
            this.deviceKey = deviceKey;
        }
    }

    /**
     * What the notebook is like when something happens.
     *
     * @param invite as it is kept
     * @param secret of the notebook's room
     */
    public record House(Invite invite, Members members, RoomSecret secret) {}

    /** What is to be done, in this order, before the next event. */
    public sealed interface Effect {
        /** Send to this peer; it may get lost. */
        record Send(PeerId to, Bytes message) implements Effect {}

        /**
         * Take the statement into the members log and keep the invite, both in one write that is durable before
         * anything else is done.
         *
         * @param name what people call the device
         */
        record LetIn(SealedStatement statement, Invite invite, DeviceId device, String name) implements Effect {}

        /** Keep the invite; it is durable before anything else is done. */
        record Keep(Invite invite) implements Effect {}

        /**
         * Tell who approved: it can not be done.
         *
         * @param why one sentence for people
         */
        record NotLetIn(String why) implements Effect {}

        /** Count it: the peer sent what is no message. */
        record BadInput(PeerId from, String reason) implements Effect {}
    }

    /**
     * @param keys   of the issuer
     * @param mine   whether a device is another one of who owns this node
     * @param random a secure one
     */
    public LobbyHost(DeviceKeys keys, Predicate<DeviceId> mine, RandomGenerator random) {
        this.keys = keys;
        this.mine = mine;
        this.random = random;
    }

    /** Who waits, the longest first. */
    public List<Waiting> waiting() {
        return waiting.shown();
    }

    /**
     * @param nowMs      never goes back
     * @param nowSeconds since 1970, by this computer's clock
     */
    public List<Effect> on(LobbyEvent event, House house, long nowMs, long nowSeconds) {
        return new Turn(house, nowMs, nowSeconds).on(event);
    }

    /** What the words of a lobby are about, for both sides. */
    static Bytes purpose(NotebookId notebook) {
        return Bytes.concat(Bytes.utf8("anode-lobby-words-1"), notebook.value());
    }

    private static boolean isKeyOf(PeerId peer, Bytes deviceKey) {
        return peer.device().value().equals(deviceKey.sha256());
    }

    private static long size(List<Bytes> statements) {
        return statements.stream().mapToLong(Bytes::size).sum();
    }

    private static Effect send(PeerId to, LobbyMessage message) {
        return new Effect.Send(to, LobbyCodec.encode(message));
    }

    private static String sentence(Why why) {
        return switch (why) {
            case EXPIRED -> "The link it came with ran out; make a new one and send it that.";
            case USED_UP ->
                "The link it came with has let in as many as it was made for; make a new one and send it that.";
            case UNKNOWN -> "You are no admin of this notebook any more, so you can let nobody in; ask one to.";
            case FULL -> "No more devices can join this notebook; send a copy of it.";
            case REVOKED -> "The link it came with was taken back; make a new one and send it that.";
            case REFUSED -> "This device was refused with this link; make a new one and send it that.";
        };
    }

    /** One event. */
    private final class Turn {
        private final Invite invite;
        private final Members members;
        private final RoomSecret secret;
        private final Grants grants;
        private final long nowMs;
        private final long nowSeconds;

        Turn(House house, long nowMs, long nowSeconds) {
            this.invite = house.invite;
            this.members = house.members;
            this.secret = house.secret;
            this.grants = new Grants(house.members, keys);
            this.nowMs = nowMs;
            this.nowSeconds = nowSeconds;
        }

        List<Effect> on(LobbyEvent event) {
            return switch (event) {
                case LobbyEvent.Connected(var peer, var deviceKey) -> connected(peer, deviceKey);
                case LobbyEvent.Gone(var peer) -> gone(peer);
                case LobbyEvent.Received(var peer, var message) -> received(peer, message);
                case LobbyEvent.Tick() -> tick();
                case LobbyEvent.Approved(var device, var role) -> approved(device, role);
                case LobbyEvent.Refused(var device) -> refused(device);
                case LobbyEvent.Revoked() -> revoked();
            };
        }

        private List<Effect> connected(PeerId peer, Bytes deviceKey) {
            if (peers.size() < PEERS_MAX && isKeyOf(peer, deviceKey)) peers.putIfAbsent(peer, new Peer(deviceKey));
            return List.of();
        }

        private List<Effect> gone(PeerId peer) {
            peers.remove(peer);
            waiting.gone(peer, nowMs);
            return List.of();
        }

        /** Who waits hears when the link ends, and who is long gone waits no more. */
        private List<Effect> tick() {
            waiting.forget(nowMs);
            return ended().map(this::turnAllAway).orElse(List.of());
        }

        private List<Effect> turnAllAway(Why why) {
            var effects = new ArrayList<Effect>();
            for (var place : waiting.clear()) if (isHere(place)) effects.add(send(place.peer(), new Refused(why)));
            return effects;
        }

        private boolean isHere(WaitingRoom.Place place) {
            return peers.containsKey(place.peer());
        }

        private List<Effect> received(PeerId id, Bytes message) {
            var peer = peers.get(id);
            if (peer == null) return List.of();
            return switch (LobbyCodec.decode(message)) {
                case Parsed.Malformed<LobbyMessage>(var reason) -> List.of(new Effect.BadInput(id, reason));
                case Parsed.Ok<LobbyMessage>(Request request) -> {
                    if (nowMs < peer.nextAnswerMs) yield List.of();
                    peer.nextAnswerMs = nowMs + ANSWER_EVERY_MS_MIN;
                    yield answer(id, peer, request);
                }
                case Parsed.Ok<LobbyMessage>(Reveal(var nonce)) -> revealed(id, nonce);
                case Parsed.Ok<LobbyMessage> _ -> List.of(new Effect.BadInput(id, "not for an issuer"));
            };
        }

        private List<Effect> answer(PeerId id, Peer peer, Request request) {
            return switch (sealed(id.device(), request)) {
                case Parsed.Malformed<Bytes>(var reason) -> List.of(new Effect.BadInput(id, reason));
                case Parsed.Ok<Bytes>(var sealed) -> {
                    var before = grants.standing(id.device(), invite);
                    if (before.isEmpty()) yield decide(id, peer, request, sealed);
                    waiting.remove(id.device());
                    yield List.of(welcome(id, sealed, members.statements(), members.leadingTo(before.get())));
                }
            };
        }

        private List<Effect> decide(PeerId id, Peer peer, Request request, Bytes sealed) {
            var obstacle = obstacle(id.device());
            if (obstacle.isPresent()) {
                waiting.remove(id.device());
                return List.of(send(id, new Refused(obstacle.get())));
            }
            boolean atOnce = (invite.autoApprove() || mine.test(id.device())) && !grants.lostOne(id.device());
            if (atOnce) return letIn(id, peer.deviceKey, request, Optional.empty(), sealed);
            return waiting.asked(id, peer.deviceKey, request, commitment -> words(peer, commitment), nowMs)
                    .map(place -> List.of(send(id, new Wait(place.words().nonce()))))
                    .orElse(List.of());
        }

        private AskedWords words(Peer peer, Bytes commitment) {
            return new AskedWords(purpose(members.notebook()), keys.publicKey(), peer.deviceKey, commitment, random);
        }

        private List<Effect> revealed(PeerId id, Bytes nonce) {
            var place = waiting.find(id.device()).filter(p -> p.peer().equals(id));
            boolean fits = place.isEmpty() || place.get().words().revealed(nonce);
            return fits ? List.of() : List.of(new Effect.BadInput(id, "not what it committed itself to"));
        }

        /** Why the link lets nobody in any more, however many it let in. */
        private Optional<Why> ended() {
            if (invite.isRevoked()) return Optional.of(Why.REVOKED);
            if (invite.terms().expired(nowSeconds)) return Optional.of(Why.EXPIRED);
            return grants.issuer(invite).isEmpty() ? Optional.of(Why.UNKNOWN) : Optional.empty();
        }

        private Optional<Why> obstacle(DeviceId device) {
            var ended = ended();
            if (ended.isPresent()) return ended;
            if (invite.refused(device)) return Optional.of(Why.REFUSED);
            if (invite.usedUp() && !invite.letIn(device)) return Optional.of(Why.USED_UP);
            return members.size() >= Members.STATEMENTS_MAX ? Optional.of(Why.FULL) : Optional.empty();
        }

        private List<Effect> approved(DeviceId device, Optional<Role> role) {
            var place = waiting.find(device);
            if (place.isEmpty()) return List.of(new Effect.NotLetIn(NOT_WAITING));
            var id = place.get().peer();
            var request = place.get().request();
            if (!(sealed(device, request) instanceof Parsed.Ok<Bytes>(var sealed)))
                throw new IllegalStateException("it was sealed when the device asked");
            var obstacle = obstacle(device);
            return obstacle.isPresent()
                    ? List.of(send(id, new Refused(obstacle.get())), new Effect.NotLetIn(sentence(obstacle.get())))
                    : letIn(id, place.get().deviceKey(), request, role, sealed);
        }

        private List<Effect> letIn(PeerId id, Bytes deviceKey, Request request, Optional<Role> role, Bytes sealed) {
            var issuer = grants.issuer(invite).orElseThrow();
            var statement = grants.to(issuer, deviceKey, request, invite.terms(), role, random);
            var all = new ArrayList<>(members.statements());
            all.add(statement.encoded());
            var needed = new ArrayList<>(members.leadingTo(before(issuer, statement)));
            needed.add(statement.encoded());
            if (size(needed) > STATEMENTS_BYTES_MAX)
                return List.of(send(id, new Refused(Why.FULL)), new Effect.NotLetIn(sentence(Why.FULL)));
            waiting.remove(id.device());
            var used = invite.usedBy(id.device());
            var effects = new ArrayList<Effect>();
            effects.add(new Effect.LetIn(statement, used, id.device(), request.name()));
            effects.add(welcome(id, sealed, all, needed));
            if (used.usedUp()) effects.addAll(turnAllAway(Why.USED_UP));
            return effects;
        }

        private static Bytes before(GrantId issuer, SealedStatement statement) {
            var previous = statement.statement().previous();
            return previous.equals(Statement.NO_PREVIOUS) ? issuer.value() : previous;
        }

        private List<Effect> refused(DeviceId device) {
            return waiting.remove(device)
                    .map(place -> List.of(
                            new Effect.Keep(invite.refusing(device)), send(place.peer(), new Refused(Why.REFUSED))))
                    .orElse(List.of());
        }

        private List<Effect> revoked() {
            var effects = new ArrayList<Effect>(List.of(new Effect.Keep(invite.revoked(nowSeconds))));
            effects.addAll(turnAllAway(Why.REVOKED));
            return effects;
        }

        private Parsed<Bytes> sealed(DeviceId device, Request request) {
            return SealedSecret.seal(secret, members.notebook(), device, request.agreementKey(), random);
        }

        /** With the whole log if it fits; the rest comes by replication. */
        private Effect welcome(PeerId to, Bytes sealed, List<Bytes> all, List<Bytes> needed) {
            var statements = size(all) <= STATEMENTS_BYTES_MAX ? all : needed;
            return send(to, new Welcome(members.notebook(), statements, secret.epoch(), sealed));
        }
    }
}
