/** Hosting kernels: which requests run here, in which order, and how each is settled (EX rules). */
@NullMarked
package org.anode.node.host;

import org.jspecify.annotations.NullMarked;
