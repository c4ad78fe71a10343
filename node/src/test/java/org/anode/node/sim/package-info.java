/**
 * The simulator: one thread runs many nodes, with the real machines, documents and logs, over a network and disks that
 * lose, double, reorder and tear, beside a hostile member, while admins let in, remove and change roles. Everything
 * follows from a seed: {@code ./check sim --seed N}.
 * A mutant is a wrong decision put between a machine and what surrounds it; each must be caught.
 */
@NullMarked
package org.anode.node.sim;

import org.jspecify.annotations.NullMarked;
