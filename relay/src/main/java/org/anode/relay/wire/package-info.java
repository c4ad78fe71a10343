/**
 * What travels between a relay and its clients: protocol {@code anode-relay-1} as records, their bytes, and the texts that
 * are signed. Pure: no I/O, clock, randomness or thread (only {@link org.anode.relay.wire.KeyPairSigner} makes keys). Uses
 * the JDK alone. Any thread.
 */
@NullMarked
package org.anode.relay.wire;

import org.jspecify.annotations.NullMarked;
