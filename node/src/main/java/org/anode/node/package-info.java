/**
 * The node: {@link org.anode.node.Node} wires store, notebooks and kernels (start and close order on one screen),
 * {@link org.anode.node.Commands} says what each command does, {@link org.anode.node.Shelf} which notebooks there are
 * and which are open. A command runs on its caller's thread; what it does to a notebook is a turn of that notebook's
 * own. Failures are {@link org.anode.node.NodeFailure}s: one sentence each.
 */
@NullMarked
package org.anode.node;

import org.jspecify.annotations.NullMarked;
