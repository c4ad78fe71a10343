package org.anode.node.share;

import org.anode.schema.DeviceId;

/**
 * A caret, and whose.
 *
 * @param name for people; empty if it never told
 */
public record SeenCaret(DeviceId device, String name, Caret caret) {}
