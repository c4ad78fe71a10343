package org.anode.node.bench.relay;

/**
 * What passes through a server.
 *
 * @param members of each room, the one that publishes included
 */
public record Shape(int payloadBytes, int rooms, int members) {}
