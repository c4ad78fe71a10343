package org.anode.node.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/**
 * One entry of the members log, a hash chain for each admin grant (MB-1).
 *
 * @param issuer   the admin grant that says it; empty for the root alone
 * @param seq      its place in the issuer's chain from 1; 0 for the root
 * @param previous hash of the issuer's statement before, {@link #NO_PREVIOUS} for the first and the root
 */
public record Statement(Optional<GrantId> issuer, long seq, Bytes previous, Body body) {
    public static final Bytes NO_PREVIOUS = Bytes.wrap(new byte[32]);

    /** Keeps the hashes of two grants with equal content apart. */
    public static final int SALT_BYTES = 16;

    /** What is stated. */
    public sealed interface Body {}

    /** Gives a device a right; the grant's id is the hash of this statement. */
    public record Grant(Bytes deviceKey, Bytes agreementKey, PersonId person, Role role, Set<Flag> flags, Bytes salt)
            implements Body {
        public Grant {
            flags = Set.copyOf(flags);
        }

        /** Whose it is. */
        public DeviceId device() {
            return new DeviceId(deviceKey.sha256());
        }

        /** Flags are given beside the right to edit: without that they give nothing (MB-5). */
        public boolean allows(Flag flag) {
            return role.compareTo(Role.EDIT) >= 0 && flags.contains(flag);
        }
    }

    /** Ends a grant; what lies within the cut goes on counting. */
    public record Revoke(GrantId grant, Cut cut) implements Body {}

    /** Lets what lies within the cut count although the grant was revoked. */
    public record Admit(GrantId grant, Cut cut) implements Body {}

    /**
     * A new room secret (MB-7).
     *
     * @param number     one more than that of the epoch before
     * @param room       the id of its room: only the right secret leads there
     * @param without    the revoked grants whose devices are not to have it
     * @param recipients those it is wrapped for
     */
    public record Epoch(long number, Bytes room, List<GrantId> without, List<Recipient> recipients) implements Body {
        public Epoch {
            without = List.copyOf(without);
            recipients = List.copyOf(recipients);
        }
    }

    /** @param wrapped the secret sealed to the device's X25519 key */
    public record Recipient(DeviceId device, Bytes wrapped) {}

    /** From here on documents have this schema number (DO-9). */
    public record Schema(long number) implements Body {}

    /** The root is a grant by nobody: it makes the notebook. */
    public boolean isRoot() {
        return issuer.isEmpty();
    }
}
