/**
 * The data folder: where it is, who owns it, its format, private files in it, the address of the node that runs on it.
 * Knows nothing of what is kept inside. Threading: plain blocking file calls, from any thread.
 */
@NullMarked
package org.anode.node.folder;

import org.jspecify.annotations.NullMarked;
