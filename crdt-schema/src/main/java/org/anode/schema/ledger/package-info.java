/** The execution records of a notebook and the pure fold over them: requests, sessions, runs (EX rules). */
@NullMarked
package org.anode.schema.ledger;

import org.jspecify.annotations.NullMarked;
