/**
 * The program that runs inside the child JVM: GraalPy, the host object its Python side talks to, and the channel back to
 * the supervisor. The only package that sees polyglot and Truffle; loaded in no other process.
 *
 * <p>Threads: {@code python} owns the context and runs the commands in turn; {@code reader} takes frames and hands on
 * interrupts and answers at once; {@code asker} answers questions about code while a cell runs; {@code writer} sends what {@link org.anode.kernel.child.Outbox} collected, so that an
 * interrupt of the Python thread never meets channel I/O (it would close the channel). Python code may start more
 * threads and call the host object from them.
 */
@NullMarked
package org.anode.kernel.child;

import org.jspecify.annotations.NullMarked;
