package org.anode.node.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Sealing;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.LobbyMessage.Refused;
import org.anode.node.share.LobbyMessage.Request;
import org.anode.node.share.LobbyMessage.Welcome;
import org.anode.node.share.LobbyMessage.Why;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * The issuer's side of one invite's lobby: lets in who asks, as long as the invite holds (MB-6). It keeps:
 *
 * <ol>
 *   <li>nobody is let in after the invite ran out or was used up, by this node's clock and count;
 *   <li>a device that has the right already is answered again and uses up nothing, so that any message may get lost;
 *   <li>a grant is stored before it is told: effects are in that order.
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

    private Invite invite;
    private final Members members;
    private final DeviceKeys keys;
    private final RoomSecret secret;
    private final RandomGenerator random;
    private final Map<PeerId, Peer> peers = new HashMap<>();

    private static final class Peer {
        final Bytes deviceKey;
        long nextAnswerMs = Long.MIN_VALUE;

        Peer(Bytes deviceKey) {
            this.deviceKey = deviceKey;
        }
    }

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

        /** Count it: the peer sent what is no message. */
        record BadInput(PeerId from, String reason) implements Effect {}
    }

    /**
     * @param invite as it is kept
     * @param keys   of the issuer
     * @param secret of the notebook's room now
     * @param random a secure one
     */
    public LobbyHost(Invite invite, Members members, DeviceKeys keys, RoomSecret secret, RandomGenerator random) {
        this.invite = invite;
        this.members = members;
        this.keys = keys;
        this.secret = secret;
        this.random = random;
    }

    /**
     * @param nowMs      never goes back
     * @param nowSeconds since 1970, by this computer's clock
     */
    public List<Effect> on(LobbyEvent event, long nowMs, long nowSeconds) {
        return switch (event) {
            case LobbyEvent.Connected(var peer, var deviceKey) -> connected(peer, deviceKey);
            case LobbyEvent.Gone(var peer) -> {
                peers.remove(peer);
                yield List.of();
            }
            case LobbyEvent.Received(var peer, var message) -> received(peer, message, nowMs, nowSeconds);
            case LobbyEvent.Tick() -> List.of();
        };
    }

    private List<Effect> connected(PeerId peer, Bytes deviceKey) {
        if (peers.size() < PEERS_MAX && isKeyOf(peer, deviceKey)) peers.putIfAbsent(peer, new Peer(deviceKey));
        return List.of();
    }

    private static boolean isKeyOf(PeerId peer, Bytes deviceKey) {
        return peer.device().value().equals(deviceKey.sha256());
    }

    private List<Effect> received(PeerId id, Bytes message, long nowMs, long nowSeconds) {
        var peer = peers.get(id);
        if (peer == null || nowMs < peer.nextAnswerMs) return List.of();
        return switch (LobbyCodec.decode(message)) {
            case Parsed.Malformed<LobbyMessage>(var reason) -> List.of(new Effect.BadInput(id, reason));
            case Parsed.Ok<LobbyMessage>(Request request) -> {
                peer.nextAnswerMs = nowMs + ANSWER_EVERY_MS_MIN;
                yield answer(id, peer, request, nowSeconds);
            }
            case Parsed.Ok<LobbyMessage> _ -> List.of(new Effect.BadInput(id, "not for an issuer"));
        };
    }

    private List<Effect> answer(PeerId id, Peer peer, Request request, long nowSeconds) {
        return switch (sealed(id.device(), request)) {
            case Parsed.Malformed<Bytes>(var reason) -> List.of(new Effect.BadInput(id, reason));
            case Parsed.Ok<Bytes>(var sealed) -> {
                var before = standing(id.device());
                yield before.isPresent()
                        ? List.of(welcome(id, sealed, members.statements(), members.leadingTo(before.get())))
                        : decide(id, peer, request, sealed, nowSeconds);
            }
        };
    }

    /** The hash of a grant that gives the device all that the invite would. */
    private Optional<Bytes> standing(DeviceId device) {
        return members.grantsOf(device).stream()
                .filter(id ->
                        members.grant(id).filter(invite.terms()::coveredBy).isPresent())
                .map(id -> id.value())
                .findFirst();
    }

    private List<Effect> decide(PeerId id, Peer peer, Request request, Bytes sealed, long nowSeconds) {
        var obstacle = obstacle(id.device(), nowSeconds);
        if (obstacle.isPresent()) return List.of(send(id, new Refused(obstacle.get())));
        var statement = grant(peer.deviceKey, request);
        var all = new ArrayList<>(members.statements());
        all.add(statement.encoded());
        var needed = new ArrayList<>(members.leadingTo(before(statement)));
        needed.add(statement.encoded());
        if (size(needed) > STATEMENTS_BYTES_MAX) return List.of(send(id, new Refused(Why.FULL)));
        invite = invite.usedBy(id.device());
        return List.of(
                new Effect.LetIn(statement, invite, id.device(), request.name()), welcome(id, sealed, all, needed));
    }

    private Optional<Why> obstacle(DeviceId device, long nowSeconds) {
        if (invite.terms().expired(nowSeconds)) return Optional.of(Why.EXPIRED);
        if (invite.usedUp() && !invite.letIn(device)) return Optional.of(Why.USED_UP);
        if (!members.isAdmin(invite.grant())) return Optional.of(Why.UNKNOWN);
        return members.size() >= Members.STATEMENTS_MAX ? Optional.of(Why.FULL) : Optional.empty();
    }

    private SealedStatement grant(Bytes deviceKey, Request request) {
        var body = new Statement.Grant(
                deviceKey,
                request.agreementKey(),
                request.person(),
                invite.terms().role(),
                invite.terms().flags(),
                random(Statement.SALT_BYTES));
        return StatementCodec.seal(members.following(invite.grant(), body), keys);
    }

    private Bytes before(SealedStatement statement) {
        var previous = statement.statement().previous();
        return previous.equals(Statement.NO_PREVIOUS) ? invite.grant().value() : previous;
    }

    private Parsed<Bytes> sealed(DeviceId device, Request request) {
        var purpose = SecretPurpose.of(members.notebook(), secret.epoch(), device);
        return Sealing.seal(request.agreementKey(), random(Sealing.SEED_BYTES), purpose, secret.secret());
    }

    /** With the whole log if it fits; the rest comes by replication. */
    private Effect welcome(PeerId to, Bytes sealed, List<Bytes> all, List<Bytes> needed) {
        var statements = size(all) <= STATEMENTS_BYTES_MAX ? all : needed;
        return send(to, new Welcome(members.notebook(), statements, secret.epoch(), sealed));
    }

    private static long size(List<Bytes> statements) {
        return statements.stream().mapToLong(Bytes::size).sum();
    }

    private static Effect send(PeerId to, LobbyMessage message) {
        return new Effect.Send(to, LobbyCodec.encode(message));
    }

    private Bytes random(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
