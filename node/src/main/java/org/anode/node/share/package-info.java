/**
 * How a notebook comes to another device (MB-6): links, the lobby where two nodes meet whose people share a link, and
 * what is kept of both. It owns the formats of links and lobby messages and what is kept of invites; it may use
 * identities, the members log, the store's typed keepers and CBOR. Rooms, transports and pages are other people's: the
 * machines here take events and give effects.
 *
 * <p>Pure; a machine belongs to one thread, records may be used from any.
 */
@NullMarked
package org.anode.node.share;

import org.jspecify.annotations.NullMarked;
