/**
 * Automerge's binary change chunks, parsed without native code: what a peer or the disk gives is looked at here before
 * the native library sees it (SY-1, SY-3, R10, R13). Owns the limits of a chunk. Uses only the ids and java.util.zip;
 * every class is immutable or confined to one call, so any thread may parse.
 */
@NullMarked
package org.anode.schema.chunk;

import org.jspecify.annotations.NullMarked;
