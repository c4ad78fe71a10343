/**
 * The simulator of hosts: one thread runs several nodes with the real open notebooks, and what hosts really say to each
 * other, over a network, disks, clocks and kernels that do what the seed says. What ran where is held against the numbered
 * rules of execution: {@code ./check sim --hosts --seed N}. A mutant does something wrong between a notebook and what
 * surrounds it; each must be caught.
 */
@NullMarked
package org.anode.node.sim.hosts;

import org.jspecify.annotations.NullMarked;
