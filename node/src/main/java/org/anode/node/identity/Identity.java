package org.anode.node.identity;

import org.anode.schema.DeviceId;

/**
 * Who this device is.
 *
 * @param owner      whose it is; the same for all that have a part of this
 * @param deviceName what people see, at most {@link #NAME_CHARS_MAX} characters
 */
public record Identity(DeviceKeys keys, Owner owner, String deviceName) {
    /** Fits a line of the page. */
    public static final int NAME_CHARS_MAX = 64;

    public Identity(DeviceKeys keys, PersonId person, String deviceName) {
        this(keys, Owner.of(person), deviceName);
    }

    public DeviceId device() {
        return keys.device();
    }

    /** Of whom this is a device now. */
    public PersonId person() {
        return owner.person();
    }
}
