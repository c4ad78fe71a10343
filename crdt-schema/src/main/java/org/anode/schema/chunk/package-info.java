/** Automerge's binary change chunks, parsed without native code. */
@NullMarked
package org.anode.schema.chunk;

import org.jspecify.annotations.NullMarked;
