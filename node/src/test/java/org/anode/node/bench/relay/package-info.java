/**
 * What the benchmark of the relay measures with: servers as processes (the relay through the launcher, nats-server as its peer),
 * raw connections to both that cost the client alike, and the measurements. Rooms belong to event loops of the clients'; whoever
 * measures waits on its own thread.
 */
package org.anode.node.bench.relay;
