package org.anode.node.transport;

/** What became of a frame on this side; nobody knows whether it arrives. */
public enum Sent {
    /** On its way, or dropped later where a peer does not keep up: that peer then hears {@code resync}. */
    QUEUED,
    /** The queue to this peer is full: it will hear {@code resync} instead. */
    FULL,
    /** Longer than {@link TransportLimits#frameBytesMax}. */
    OVERSIZE,
    /** That peer has gone. */
    NO_LINK,
    /** The room was left, or the transport closed. */
    CLOSED
}
