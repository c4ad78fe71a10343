/**
 * Hosting kernels: which requests run here, in which order, and how each is settled (EX rules).
 * {@link org.anode.node.host.HostMachine} decides and is pure: no clock, no I/O, no thread. Its effects are carried out
 * by the notebook it belongs to; {@link org.anode.node.host.KernelHost} holds the processes. One owner thread.
 */
@NullMarked
package org.anode.node.host;

import org.jspecify.annotations.NullMarked;
