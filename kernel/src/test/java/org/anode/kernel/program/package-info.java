/** Runs the tests of the Python program, which are written in Python, inside GraalPy and on the CPython of the machine. */
@NullMarked
package org.anode.kernel.program;

import org.jspecify.annotations.NullMarked;
