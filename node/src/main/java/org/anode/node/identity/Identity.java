package org.anode.node.identity;

import org.anode.schema.DeviceId;

/**
 * Who this device is.
 *
 * @param deviceName what people see, at most {@link #NAME_CHARS_MAX} characters
 */
public record Identity(DeviceKeys keys, PersonId person, String deviceName) {
    /** Fits a line of the page. */
    public static final int NAME_CHARS_MAX = 64;

    public DeviceId device() {
        return keys.device();
    }
}
