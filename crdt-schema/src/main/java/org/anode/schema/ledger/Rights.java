package org.anode.schema.ledger;

import java.util.Map;
import java.util.Optional;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/** What the members log says about grants, as far as execution asks (MB-5, EX-19). Pure; same answer until told. */
public interface Rights {
    /** Empty for a grant the members log does not know: nothing of it counts. */
    Optional<Holder> holder(GrantId grant);

    /** The person a device belongs to; empty if unknown. */
    Optional<String> personOf(DeviceId device);

    /**
     * Who holds a grant and what it allows.
     *
     * @param person  an opaque name; all devices of one person share it
     * @param edit    may change cells, ask for runs in one's own scope, clear outputs
     * @param run     may ask others' kernels
     * @param host    may be asked
     * @param revoked ends its sessions; what it wrote before still counts
     */
    record Holder(
            DeviceId device, String person, boolean edit, boolean run, boolean host, boolean admin, boolean revoked) {
        /** The creator of a notebook, who has every right. */
        public static Holder creator(DeviceId device, String person) {
            return new Holder(device, person, true, true, true, true, false);
        }
    }

    /** Fixed rights. */
    static Rights of(Map<GrantId, Holder> holders) {
        var known = Map.copyOf(holders);
        return new Rights() {
            @Override
            public Optional<Holder> holder(GrantId grant) {
                return Optional.ofNullable(known.get(grant));
            }

            @Override
            public Optional<String> personOf(DeviceId device) {
                return known.values().stream()
                        .filter(h -> h.device().equals(device))
                        .map(Holder::person)
                        .findFirst();
            }
        };
    }
}
