package org.anode.node.transport;

/**
 * One peer in one room, from the time it came until it went; if it comes again, that is another link. Unique within a
 * transport. It proves nothing about who the peer is.
 */
public record LinkId(long number) {}
