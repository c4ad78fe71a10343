/** The ids and small values every part of Anode shares. Pure values: no I/O, no threads. */
@NullMarked
package org.anode.schema;

import org.jspecify.annotations.NullMarked;
