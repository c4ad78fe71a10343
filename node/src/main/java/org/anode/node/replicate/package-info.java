/**
 * How a notebook becomes the same on all its nodes (SY-1 to SY-8, MB-1 to MB-5): signed batches, their codec and their
 * acceptance, the members log, and the {@link org.anode.node.replicate.ReplicationMachine}, which decides what is
 * stored, applied and said to peers. It owns no bytes and no document: those lie in the store and with the actor that
 * carries its effects out. It uses identity, wire, and of the schema the chunks; no clock, no randomness but what it is
 * given, no thread of its own. Everything here belongs to the notebook's thread; codecs and {@code Intake} to any.
 */
@NullMarked
package org.anode.node.replicate;

import org.jspecify.annotations.NullMarked;
