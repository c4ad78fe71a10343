/** Kernels, and ipykernel and CPython beside them, as the benchmark {@code kernel} uses them. */
@NullMarked
package org.anode.node.bench.kernel;

import org.jspecify.annotations.NullMarked;
