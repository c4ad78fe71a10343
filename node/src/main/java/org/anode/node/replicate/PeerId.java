package org.anode.node.replicate;

import org.anode.schema.DeviceId;

/**
 * A peer as long as it is connected.
 *
 * @param device  proven: the hello of the session was signed by its key
 * @param session tells apart two processes or connections of one device
 */
public record PeerId(DeviceId device, long session) {}
