/**
 * What can be asked of a node: {@link org.anode.node.control.Command} and {@link org.anode.node.control.Reply}, their
 * JSON, the way to a node that runs in another process, and the secrets that open its local server.
 */
@NullMarked
package org.anode.node.control;

import org.jspecify.annotations.NullMarked;
