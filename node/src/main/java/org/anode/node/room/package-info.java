/**
 * Between transports, which carry frames between strangers, and replication, which talks to devices: who is in a room, and
 * messages of any length that are theirs (RO-1 to RO-8). It owns sessions, their keys and the messages that are being
 * joined. It uses identity, transport, wire, and of replicate the peer's id.
 *
 * <p>What is proven: a peer's hello is signed by its device key for this room, epoch and notebook, with the session's own
 * X25519 share, and answers a challenge that this side of this link gave out and takes once. All else is sealed with keys
 * that only these two sessions have, so a message is from exactly the peer it is told to be from, for us, new, and in the
 * order it was sent; who merely knows the room's secret can make no message of another member, nor read one that is not
 * for him. He can waste time: as can whoever sits on the wire. Not promised: forward secrecy of anything, and that nobody
 * sees who talks to whom, how much and when. That a device may be here at all is asked above.
 *
 * <p>Threads: {@link org.anode.node.room.PeerRoom} may be called from any; its listener is told one thing at a time on
 * threads of the transports and one of the room. While it blocks, the transports' bounded queues fill and then drop.
 * Everything else is pure and belongs to whoever holds the room's lock.
 */
@NullMarked
package org.anode.node.room;

import org.jspecify.annotations.NullMarked;
