/** The open notebook: one actor, one owner thread, everything read and written through it. */
@NullMarked
package org.anode.node.doc;

import org.jspecify.annotations.NullMarked;
