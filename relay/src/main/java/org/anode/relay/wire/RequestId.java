package org.anode.relay.wire;

/** The client's number for a join, which the answer repeats. */
public record RequestId(int value) {}
