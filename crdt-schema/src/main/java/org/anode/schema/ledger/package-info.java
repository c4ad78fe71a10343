/**
 * The execution records of a notebook and the pure fold over them: requests, sessions, runs (EX rules, VIEW rules at
 * {@link org.anode.schema.ledger.ExecutionView}). Owns the form of records as JSON and one ledger's document. May use the
 * engine, chunk and Jackson's tree. Views are pure and belong to one owner; a document belongs to the thread that made
 * it.
 */
@NullMarked
package org.anode.schema.ledger;

import org.jspecify.annotations.NullMarked;
