/**
 * The open notebook. A {@link org.anode.node.doc.NotebookActor} owns each: one bounded inbox, one platform thread, and
 * everything that happens to the notebook is a turn. A turn edits the cells document, writes records into this start's
 * ledger or outputs into the session's document, and what it changed (signed batches, positions, view rows, blobs) is
 * written at once when it ends; then observers hear of it, and whoever asked is answered after the next sync of the disk
 * (SY-4). Rows keep what documents say, so that showing, running and exporting load none. Decisions are the machines':
 * {@link org.anode.node.doc.CellsMachine} here, {@link org.anode.node.host.HostMachine} for runs.
 */
@NullMarked
package org.anode.node.doc;

import org.jspecify.annotations.NullMarked;
