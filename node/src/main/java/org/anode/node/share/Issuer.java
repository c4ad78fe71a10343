package org.anode.node.share;

import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;

/**
 * Whose word an invite is.
 *
 * @param grant     the admin grant by which they let others in
 * @param deviceKey Ed25519: signs the link, and proves itself in the lobby
 * @param name      of the device, for people
 */
public record Issuer(GrantId grant, Bytes deviceKey, String name) {
    public DeviceId device() {
        return new DeviceId(deviceKey.sha256());
    }
}
