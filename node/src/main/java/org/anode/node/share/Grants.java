package org.anode.node.share;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Flag;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.share.LobbyMessage.Request;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/** What is written into the members log for somebody who is let in. Pure. */
final class Grants {
    private final Members members;
    private final DeviceKeys keys;

    /** @param keys of the issuer */
    Grants(Members members, DeviceKeys keys) {
        this.members = members;
        this.keys = keys;
    }

    /** The grant by which the issuer lets others in: the invite's, or another one it has got since. */
    Optional<GrantId> issuer(Invite invite) {
        return Optional.of(invite.grant()).filter(members::isAdmin).or(() -> members.adminGrantOf(keys.device()));
    }

    /** @param role instead of the invite's */
    SealedStatement to(
            GrantId issuer,
            Bytes deviceKey,
            Request request,
            InviteTerms terms,
            Optional<Role> role,
            RandomGenerator random) {
        var body = new Statement.Grant(
                deviceKey,
                request.agreementKey(),
                person(deviceKey, request),
                role.orElse(terms.role()),
                role.map(other -> flags(terms, other)).orElse(terms.flags()),
                Bytes.random(random, Statement.SALT_BYTES));
        return StatementCodec.seal(members.following(issuer, body), keys);
    }

    /** Of another role than the link's: what it gives as far as the role can have it, and hosting where that is usual. */
    private static Set<Flag> flags(InviteTerms terms, Role role) {
        var flags = EnumSet.noneOf(Flag.class);
        if (role.compareTo(Role.EDIT) < 0) return flags;
        flags.addAll(terms.flags());
        if (terms.role().compareTo(Role.EDIT) < 0) flags.add(Flag.HOST);
        return flags;
    }

    /** Whose device it is: as it says, unless that is somebody here who did not say so too. */
    private PersonId person(Bytes deviceKey, Request request) {
        var claimed = request.person();
        boolean taken = members.grants().stream()
                .flatMap(id -> members.grant(id).stream())
                .filter(grant -> grant.person().equals(claimed))
                .filter(grant -> !grant.deviceKey().equals(deviceKey))
                .anyMatch(grant -> members.isLive(device(grant.deviceKey())));
        if (!taken || isVouchedFor(deviceKey, request)) return claimed;
        return new PersonId(device(deviceKey).value().slice(0, PersonId.SIZE_BYTES));
    }

    private static DeviceId device(Bytes deviceKey) {
        return new DeviceId(deviceKey.sha256());
    }

    private boolean isVouchedFor(Bytes deviceKey, Request request) {
        return request.voucher()
                .filter(voucher -> isOf(voucher.device(), request.person()))
                .filter(voucher -> voucher.isFor(request.person(), deviceKey))
                .isPresent();
    }

    private boolean isOf(DeviceId device, PersonId person) {
        return members.grantsOf(device).stream()
                .anyMatch(id -> members.grant(id)
                        .filter(grant -> grant.person().equals(person))
                        .isPresent());
    }

    /** The hash of a grant that the device has: one that gives all that the invite would, or whatever it got by it. */
    Optional<Bytes> standing(DeviceId device, Invite invite) {
        var live = members.grantsOf(device);
        return live.stream()
                .filter(id ->
                        members.grant(id).filter(invite.terms()::coveredBy).isPresent())
                .findFirst()
                .or(() -> live.stream().filter(_ -> invite.letIn(device)).findFirst())
                .map(GrantId::value);
    }

    /** Whether somebody took a right from the device that it had here. */
    boolean lostOne(DeviceId device) {
        var live = members.grantsOf(device);
        return members.grants().stream()
                .filter(id -> !live.contains(id))
                .flatMap(id -> members.grant(id).stream())
                .anyMatch(grant -> device(grant.deviceKey()).equals(device));
    }
}
