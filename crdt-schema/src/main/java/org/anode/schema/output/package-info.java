/** The outputs of runs: their document, stream folding, budget. */
@NullMarked
package org.anode.schema.output;

import org.jspecify.annotations.NullMarked;
