/**
 * The outputs of runs. {@link org.anode.schema.output.OutputFold} is the pure machine from what a kernel reports to the
 * edits of a document; {@link org.anode.schema.output.OutputsDocument} is one session's document. Owns the form of
 * outputs as JSON and every limit on them. May use the engine, chunk and Jackson's tree. Machines are pure and belong to
 * one owner; a document belongs to the thread that made it.
 */
@NullMarked
package org.anode.schema.output;

import org.jspecify.annotations.NullMarked;
