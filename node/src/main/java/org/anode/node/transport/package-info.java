/**
 * How frames get from node to node: the port {@link org.anode.node.transport.Transport}, rooms, and the adapters. It owns
 * connections and bounded queues, and knows nothing of what frames say: they are encrypted above. A transport is a hint
 * machine: frames may be lost, doubled or come from strangers, links come and go, and nothing of correctness depends on
 * any of it (SY-6, SY-13). It uses the schema's {@code Bytes}; the only package that sees JGroups.
 *
 * <p>Threads: a room's listener is told one thing at a time, on threads of the transport; it may block, then its queue
 * fills, frames are dropped and it hears {@code resync}. Sending never blocks. Everything may be called from any thread.
 */
@NullMarked
package org.anode.node.transport;

import org.jspecify.annotations.NullMarked;
