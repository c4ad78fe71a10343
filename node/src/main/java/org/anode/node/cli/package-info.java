/** The command line. */
@NullMarked
package org.anode.node.cli;

import org.jspecify.annotations.NullMarked;
