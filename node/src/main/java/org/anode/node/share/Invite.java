package org.anode.node.share;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/**
 * An invite as its issuer keeps it.
 *
 * @param grant            the issuer's admin grant, by which others are let in
 * @param joinSecret       not in {@link #toString}
 * @param autoApprove      whether nobody is asked
 * @param revokedAtSeconds since 1970, when it was taken back, if it was
 * @param letIn            the devices that used it, each once; of an invite without a limit the last ones
 * @param refused          the devices that somebody refused, the last ones
 */
public record Invite(
        NotebookId notebook,
        GrantId grant,
        InviteTerms terms,
        Bytes joinSecret,
        boolean autoApprove,
        OptionalLong revokedAtSeconds,
        List<DeviceId> letIn,
        List<DeviceId> refused) {
    /** Who is refused more often than this with one link is asked about again. */
    static final int REFUSED_MAX = 64;

    public Invite {
        letIn = List.copyOf(letIn);
        refused = List.copyOf(refused);
    }

    /** Nobody has used it yet. */
    static Invite fresh(NotebookId notebook, GrantId grant, InviteTerms terms, Bytes joinSecret, boolean autoApprove) {
        return new Invite(notebook, grant, terms, joinSecret, autoApprove, OptionalLong.empty(), List.of(), List.of());
    }

    public InviteId id() {
        return InviteId.of(joinSecret);
    }

    /** Whether it can let somebody in still; says nothing of those it let in. */
    public boolean isOpen(long nowSeconds) {
        return !isRevoked() && !terms.expired(nowSeconds) && !usedUp();
    }

    boolean isRevoked() {
        return revokedAtSeconds.isPresent();
    }

    /** Seconds since 1970 from when on it lets nobody in, whatever its uses. */
    long endsAtSeconds() {
        return Math.min(terms.expiresAtSeconds(), revokedAtSeconds.orElse(Long.MAX_VALUE));
    }

    boolean usedUp() {
        return terms.isLimited() && letIn.size() >= terms.uses();
    }

    boolean letIn(DeviceId device) {
        return letIn.contains(device);
    }

    boolean refused(DeviceId device) {
        return refused.contains(device);
    }

    /** With one use more, once for each device. */
    Invite usedBy(DeviceId device) {
        return new Invite(
                notebook,
                grant,
                terms,
                joinSecret,
                autoApprove,
                revokedAtSeconds,
                with(letIn, device, (int) InviteTerms.USES_MAX),
                refused);
    }

    Invite refusing(DeviceId device) {
        var all = with(refused, device, REFUSED_MAX);
        return new Invite(notebook, grant, terms, joinSecret, autoApprove, revokedAtSeconds, letIn, all);
    }

    Invite revoked(long nowSeconds) {
        var at = OptionalLong.of(revokedAtSeconds.orElse(nowSeconds));
        return new Invite(notebook, grant, terms, joinSecret, autoApprove, at, letIn, refused);
    }

    private static List<DeviceId> with(List<DeviceId> devices, DeviceId device, int max) {
        if (devices.contains(device)) return devices;
        var all = new ArrayList<>(devices);
        all.add(device);
        return all.subList(Math.max(0, all.size() - max), all.size());
    }

    @Override
    public String toString() {
        return "Invite[" + id() + " to " + notebook + "]";
    }
}
