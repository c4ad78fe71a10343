package org.anode.node.doc;

import java.util.Optional;
import java.util.function.Supplier;
import org.anode.node.identity.Flag;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Members;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.ledger.Rights;

/** Rights as the members log has them; in a notebook that is not shared its creator has them all. */
record MemberRights(Desk desk, Supplier<Optional<Members>> members) implements Rights {
    @Override
    public Optional<Holder> holder(GrantId grant) {
        return members.get()
                .map(log -> log.grant(grant)
                        .filter(_ -> log.isValid(grant))
                        .map(found -> holder(found, !log.isLive(grant))))
                .orElseGet(() -> creator(grant));
    }

    private Optional<Holder> creator(GrantId grant) {
        return Optional.of(Holder.creator(desk.identity().device(), desk.person()))
                .filter(_ -> grant.equals(desk.grant()));
    }

    @Override
    public Optional<String> personOf(DeviceId device) {
        var log = members.get();
        if (log.isEmpty())
            return Optional.of(desk.person())
                    .filter(_ -> device.equals(desk.identity().device()));
        return log.get().person(device).map(PersonId::toString);
    }

    private static Holder holder(Statement.Grant grant, boolean revoked) {
        return new Holder(
                grant.device(),
                grant.person().toString(),
                grant.role().compareTo(Role.EDIT) >= 0,
                grant.allows(Flag.RUN),
                grant.allows(Flag.HOST),
                grant.role() == Role.ADMIN,
                revoked);
    }
}
