/** Signed batches: their codec, their acceptance, what a node hands on (SY-1 to SY-4). */
@NullMarked
package org.anode.node.replicate;

import org.jspecify.annotations.NullMarked;
