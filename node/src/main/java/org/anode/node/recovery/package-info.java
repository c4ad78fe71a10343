/**
 * What keeps documents openable: compaction into snapshots that were proved to load (SY-9), and the trial in a process
 * of its own of what killed this one (SY-10). Threading: plain blocking calls; whoever calls owns the document.
 */
@NullMarked
package org.anode.node.recovery;

import org.jspecify.annotations.NullMarked;
