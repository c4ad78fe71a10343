/**
 * The parent's side of a kernel: starts the child JVM, talks frames with it over a Unix domain socket, and notices how it
 * ends. {@link org.anode.kernel.process.Supervision} decides, {@link org.anode.kernel.process.ChildProcess} carries out.
 *
 * <p>Threads, per kernel: {@code dispatcher} owns the supervision and calls the listener; {@code reader} and
 * {@code sender} move frames; two pumps read the process's own stdout and stderr. They talk through one bounded inbox,
 * so a slow listener slows the cell's output down and fills no memory.
 */
@NullMarked
package org.anode.kernel.process;

import org.jspecify.annotations.NullMarked;
