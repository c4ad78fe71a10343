/**
 * What a node has with other nodes: the LAN channel, the room of every shared notebook, the lobbies of invites, and who is
 * there. It brings rooms and notebooks together and decides little: that is done by the machines of {@code replicate},
 * {@code room} and {@code share}. It sees notebooks through {@link org.anode.node.net.NotebookAccess}.
 *
 * <p>Threads: everything may be called from any thread. What a room tells is passed on to the notebook's own thread, which
 * makes the room wait when it is busy.
 */
@NullMarked
package org.anode.node.net;

import org.jspecify.annotations.NullMarked;
