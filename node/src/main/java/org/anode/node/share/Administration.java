package org.anode.node.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.anode.node.Refusal;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Members;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/**
 * What a device has to state so that somebody is removed or may do something else (MB-1, MB-2). Pure; belongs to the
 * thread of the members log.
 */
public final class Administration {
    private static final String NO_ADMIN =
            "Only an admin of the notebook can do that, and this computer is not one; ask one of them.";
    private static final String NO_MEMBER = "There is no such device among those that may take part in the notebook.";
    private static final String OUTRANKED =
            "This computer can not do that to that admin: only an admin who was there before it can.";
    private static final String LAST_ADMIN =
            "This is the only admin of the notebook: make another device one first, or nobody could be let in or removed"
                    + " any more.";

    /** Grants of one person: whoever changes its keys over and over shall not fill the log. */
    static final int GRANTS_OF_PERSON_MAX = 100;

    private final Members members;
    private final DeviceId self;
    private final Function<GrantId, Cut> cuts;

    /** A statement of this device's: by which grant it says what. Each is sealed after the one before was taken. */
    public record Saying(GrantId issuer, Statement.Body body) {}

    /** @param cuts what counts of a grant here now */
    public Administration(Members members, DeviceId self, Function<GrantId, Cut> cuts) {
        this.members = members;
        this.self = self;
        this.cuts = cuts;
    }

    /** @throws Refusal if this device may not remove it, or it is no member */
    public List<Saying> removal(DeviceId device) {
        requireMember(device);
        if (device.equals(self)) return farewell();
        return revokes(members.grantsOf(device));
    }

    /**
     * Of an admin; whoever is none states nothing.
     *
     * @throws Refusal if nobody could let in or remove anybody afterwards
     */
    public List<Saying> farewell() {
        if (members.adminGrantOf(self).isEmpty()) return List.of();
        requireAnotherAdmin();
        return revokes(adminLast(self));
    }

    /**
     * A device takes the place of the one that it was: it gets the same right, and then that one has none any more.
     *
     * @param former nobody's any more; may be this device itself, as it was
     * @param isTold whether all is here that was made by the former grants: only the new device can bring it
     * @param random a secure one
     * @return nothing if the former is no member, or the new one was removed
     * @throws Refusal if this device may not say so
     */
    public List<Saying> succession(DeviceId former, Succession heir, boolean isTold, RandomGenerator random) {
        if (!members.isLive(former)) return List.of();
        if (members.isLive(heir.device())) return isTold ? revokes(adminLast(former)) : List.of();
        var like = members.strongest(former);
        boolean floods = members.grantsOfPerson(like.person()) >= GRANTS_OF_PERSON_MAX;
        if (floods || members.wasMember(heir.device())) return List.of();
        var sayings = new ArrayList<Saying>(List.of(new Saying(admin(), heir.heir(like, random))));
        if (isTold) sayings.addAll(revokes(adminLast(former)));
        return sayings;
    }

    /**
     * What was written beyond the cuts counts too, this once (MB-3).
     *
     * @param late by grant
     * @throws Refusal if this device may not say so
     */
    public List<Saying> acceptance(Map<GrantId, Cut> late) {
        var sayings = new ArrayList<Saying>();
        late.forEach((grant, cut) -> sayings.add(new Saying(issuerOver(grant), new Statement.Admit(grant, cut))));
        return sayings;
    }

    private GrantId issuerOver(GrantId target) {
        var mine = admin();
        if (!members.standing().outranks(mine, target)) throw new Refusal(OUTRANKED);
        return mine;
    }

    private List<Saying> revokes(List<GrantId> grants) {
        return grants.stream().map(this::revoke).toList();
    }

    private Saying revoke(GrantId grant) {
        return new Saying(issuerAgainst(grant), new Statement.Revoke(grant, cuts.apply(grant)));
    }

    private GrantId issuerAgainst(GrantId target) {
        var mine = admin();
        if (members.standing().outranks(mine, target)) return mine;
        return members.grantsOf(self).stream()
                .filter(target::equals)
                .findFirst()
                .orElseThrow(() -> new Refusal(OUTRANKED));
    }

    private GrantId admin() {
        return members.adminGrantOf(self).orElseThrow(() -> new Refusal(NO_ADMIN));
    }

    private void requireMember(DeviceId device) {
        if (!members.isLive(device)) throw new Refusal(NO_MEMBER);
    }

    private void requireAnotherAdmin() {
        boolean another = members.devices().stream()
                .filter(device -> !device.equals(self))
                .anyMatch(device -> members.adminGrantOf(device).isPresent());
        boolean alone = members.devices().equals(List.of(self));
        if (!another && !alone) throw new Refusal(LAST_ADMIN);
    }

    /**
     * A new grant, and the end of those that give more. A grant that gives no more than the new one stays: what its device
     * writes before it hears of the new one counts.
     *
     * @param random a secure one
     * @throws Refusal if this device may not say so, or the other is no member
     */
    public List<Saying> change(DeviceId device, Role role, Set<Flag> flags, RandomGenerator random) {
        var issuer = admin();
        requireMember(device);
        var now = members.strongest(device);
        var given = flagsOf(role, flags);
        if (now.role() == role && now.flags().equals(given)) return List.of();
        if (device.equals(self) && role != Role.ADMIN) requireAnotherAdmin();
        var body = new Statement.Grant(
                now.deviceKey(),
                now.agreementKey(),
                now.person(),
                role,
                given,
                Bytes.random(random, Statement.SALT_BYTES));
        var sayings = new ArrayList<Saying>(List.of(new Saying(issuer, body)));
        for (var former : inOrder(members.grantsOf(device))) if (!isCovered(former, body)) sayings.add(revoke(former));
        return sayings;
    }

    private List<GrantId> adminLast(DeviceId device) {
        return inOrder(members.grantsOf(device)).stream()
                .sorted(Comparator.comparing(members::isAdmin))
                .toList();
    }

    /** One's own strongest goes last: after that nothing more can be said. */
    private List<GrantId> inOrder(List<GrantId> grants) {
        return grants.stream().sorted(members.byRank().reversed()).toList();
    }

    /** A viewer runs nothing and hosts nothing (MB-5). */
    private static Set<Flag> flagsOf(Role role, Set<Flag> wanted) {
        return role.compareTo(Role.EDIT) >= 0 ? wanted : Set.of();
    }

    private boolean isCovered(GrantId former, Statement.Grant now) {
        return members.grant(former)
                .filter(grant ->
                        now.role().compareTo(grant.role()) >= 0 && now.flags().containsAll(grant.flags()))
                .isPresent();
    }
}
