/** The cells document: cells, their order, notebook metadata, and the plain views read from it (DO-1 to DO-9). */
@NullMarked
package org.anode.schema.cells;

import org.jspecify.annotations.NullMarked;
