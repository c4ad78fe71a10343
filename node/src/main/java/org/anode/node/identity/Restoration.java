package org.anode.node.identity;

import java.util.Optional;
import org.anode.node.folder.DataFolder;
import org.anode.schema.DeviceId;

/**
 * How a data folder becomes that of a device whose keys were kept elsewhere. Who it was until then stays one of those that
 * it was, so that what it made and nobody else has goes on. Each step may be done again: whoever was cut off restores again.
 */
public final class Restoration {
    private Restoration() {}

    /** @return the device that this was, if it was another */
    public static Optional<DeviceId> restore(DataFolder folder, Identity identity) {
        var was = IdentityFile.readable(folder).filter(now -> !now.device().equals(identity.device()));
        was.ifPresent(former -> IdentityFile.keepFormer(folder, former));
        IdentityFile.replace(folder, identity);
        Renewal.delete(DeviceName.file(folder));
        IdentityFile.former(folder, identity.device()).forEach(Renewal::delete);
        return was.map(Identity::device);
    }
}
