/**
 * One connection to a relay, and when to try again. {@link org.anode.relay.client.RelayClient} is the shell,
 * {@link org.anode.relay.client.Reconnect} decides and is pure. Listeners are told on the connection's event loop, one
 * thing after another, and must not block. May use {@code wire} and Netty.
 */
@NullMarked
package org.anode.relay.client;

import org.jspecify.annotations.NullMarked;
