/**
 * Text that several editors change at once: change sets as CodeMirror's collab writes them, and the version of each
 * cell they are made on. Pure; positions count UTF-16 units. Belongs to the thread of the notebook's actor.
 */
@NullMarked
package org.anode.node.text;

import org.jspecify.annotations.NullMarked;
