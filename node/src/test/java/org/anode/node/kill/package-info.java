/** Nodes as real processes, killed while a script works with them: what was acknowledged must be there afterwards. */
package org.anode.node.kill;
