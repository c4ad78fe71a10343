package org.anode.node.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Identity;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.Statement.Recipient;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.room.RoomSecret;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;

/**
 * The room secrets of one notebook as its members log has them (MB-7). Who was removed may know the one before: an admin
 * states a new one, sealed for each member. Pure; any thread.
 */
public final class Epochs {
    private final Members members;

    public Epochs(Members members) {
        this.members = members;
    }

    /**
     * A statement of a fresh secret for all members.
     *
     * @param issuer this device's admin grant
     * @param random a secure one
     */
    public SealedStatement next(GrantId issuer, DeviceKeys keys, RandomGenerator random) {
        var standing = members.standing();
        long number = 1 + standing.epoch().map(Statement.Epoch::number).orElse(0L);
        var secret = new RoomSecret(Bytes.random(random, RoomSecret.SIZE_BYTES), number);
        var without = standing.removed().stream().sorted().toList();
        var body = new Statement.Epoch(number, secret.room().value(), without, recipients(secret, random));
        return StatementCodec.seal(members.following(issuer, body), keys);
    }

    private List<Recipient> recipients(RoomSecret secret, RandomGenerator random) {
        var found = new ArrayList<Recipient>();
        for (var device : members.devices())
            if (sealed(device, secret, random) instanceof Parsed.Ok<Bytes>(var wrapped))
                found.add(new Recipient(device, wrapped)); // one with keys that nobody can have gets nothing
        return found;
    }

    /**
     * The secret for one member.
     *
     * @throws java.util.NoSuchElementException if it is none
     */
    public Parsed<Bytes> sealed(DeviceId device, RoomSecret secret, RandomGenerator random) {
        var key = members.strongest(device).agreementKey();
        return SealedSecret.seal(secret, members.notebook(), device, key, random);
    }

    /** Whether this is the secret that counts; before any is stated that is the one the notebook was shared with. */
    public boolean isCurrent(RoomSecret secret) {
        return members.standing().epoch().map(epoch -> leadsTo(secret, epoch)).orElse(secret.epoch() == 0);
    }

    private static boolean leadsTo(RoomSecret secret, Statement.Epoch epoch) {
        return secret.epoch() == epoch.number() && secret.room().value().equals(epoch.room());
    }

    /** The secret that counts, if it was sealed for this device. */
    public Optional<RoomSecret> mine(Identity self) {
        return members.standing()
                .epoch()
                .flatMap(epoch -> epoch.recipients().stream()
                        .filter(to -> to.device().equals(self.device()))
                        .flatMap(to -> opened(self, epoch.number(), to.wrapped()).stream())
                        .findFirst());
    }

    /** A secret that somebody sealed for this device, if it is the one that counts. */
    public Optional<RoomSecret> opened(Identity self, long number, Bytes sealed) {
        return switch (SealedSecret.open(members.notebook(), number, self, sealed)) {
            case Parsed.Malformed<RoomSecret> _ -> Optional.empty();
            case Parsed.Ok<RoomSecret>(var secret) -> Optional.of(secret).filter(this::isCurrent);
        };
    }

    /**
     * Whether this device is to state a new secret: somebody was removed since the last, and of the admins that can be
     * reached it has the lowest rank. Two that do it at once do no harm.
     *
     * @param here the devices that can be reached
     */
    public boolean isOnMe(DeviceId self, List<DeviceId> here) {
        return members.standing().isEpochSpent() && isFirstAdmin(members, self, here);
    }

    /** Whether of the admins that can be reached this device has the lowest rank. */
    public static boolean isFirstAdmin(Members members, DeviceId self, List<DeviceId> here) {
        var mine = members.adminGrantOf(self);
        return mine.isPresent()
                && here.stream()
                        .flatMap(device -> members.adminGrantOf(device).stream())
                        .allMatch(other -> members.byRank().compare(mine.get(), other) <= 0);
    }
}
