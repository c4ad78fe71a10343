package org.anode.node.replicate;

import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/** Who may write what (MB-1 to MB-4): asked by {@link Intake} once a batch is known to be genuine. */
public interface Admission {
    /** The Ed25519 public key that signs for {@code grant}, if its statement is known. */
    Optional<Bytes> deviceKey(GrantId grant);

    /** Whether the batch's grant gives the right to write its document, as far as the batch itself tells (MB-4). */
    boolean admits(Header batch);

    /** Whether the device holds a grant that nobody revoked: only such a one is given anything (MB-6). */
    boolean isLive(DeviceId device);
}
