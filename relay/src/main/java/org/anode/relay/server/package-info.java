/**
 * The relay: forwards sealed frames between members of a room, sees nothing, stores nothing. {@link
 * org.anode.relay.server.RelayServer} is the door to it. What decides is pure and tested without sockets: {@code Upgrade},
 * {@code Visit}, {@code Rooms}, {@code AddressLimits}, {@code HalfOpen}, {@code TokenBucket}. A {@code Connection} carries
 * their decisions out, with a {@code Fanout} for what its client sends and an {@code Outbox} for what it is sent, and
 * belongs to one event loop; its {@code Lane} is what that loop owns. Between loops travel only
 * tasks; {@code Rooms} and {@code AddressLimits} have a lock each, taken at joins and connects, never for a frame.
 * May use {@code wire} and Netty.
 */
@NullMarked
package org.anode.relay.server;

import org.jspecify.annotations.NullMarked;
