package org.anode.relay.client;

/**
 * @param connectMs       for each address of the host
 * @param helloMs         from the connected socket to a welcome
 * @param pingMs          the relay is pinged so often
 * @param silentMs        without a word from the relay, it is gone; with a ping's way less than 30 s
 * @param unsentLowBytes  unsent bytes below which frames are taken again
 * @param unsentHighBytes unsent bytes above which frames are not taken
 */
public record ClientLimits(
        int connectMs, int helloMs, int pingMs, int silentMs, int unsentLowBytes, int unsentHighBytes) {
    public static final ClientLimits DEFAULT = new ClientLimits(10_000, 15_000, 10_000, 25_000, 256 << 10, 1 << 20);
}
