/**
 * The scorecard: how much of what Jupyter users expect the kernel does. Checks are files of inputs in
 * {@code src/test/scorecard}; both our kernel and ipykernel are asked them in the same run, and the parts a check names
 * are compared. Comparing ({@link org.anode.kernel.scorecard.Part}, {@link org.anode.kernel.scorecard.Normal}) is pure;
 * processes are behind {@link org.anode.kernel.scorecard.Peer}.
 */
@NullMarked
package org.anode.kernel.scorecard;

import org.jspecify.annotations.NullMarked;
