/**
 * The kernel port: what a host may ask of one kernel process and what it hears back. Implemented by
 * {@code org.anode.kernel.process} (the supervisor of a child JVM); the program inside the child is
 * {@code org.anode.kernel.child}, the only package that sees GraalPy.
 */
@NullMarked
package org.anode.kernel;

import org.jspecify.annotations.NullMarked;
