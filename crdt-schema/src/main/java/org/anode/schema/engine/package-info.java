/**
 * The guarded facade over automerge-java: the only package that sees org.automerge. Owns the native documents and every
 * guard they need (a panic of the native code ends the whole process): one owner thread per document, no empty commits,
 * ASCII keys, code points, chunks checked before they are applied. May use the chunk package and Jackson's tree. The
 * only I/O is {@link org.anode.schema.engine.NativeLibrary}, which unpacks the native code once.
 */
@NullMarked
package org.anode.schema.engine;

import org.jspecify.annotations.NullMarked;
