/** How a command reaches the node that runs on its data folder: commands, replies, the local server and its client. */
@NullMarked
package org.anode.node.control;

import org.jspecify.annotations.NullMarked;
