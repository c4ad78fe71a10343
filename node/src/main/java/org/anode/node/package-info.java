/** The node: wires store, documents, kernel host and command line; start and close order on one screen. */
@NullMarked
package org.anode.node;

import org.jspecify.annotations.NullMarked;
