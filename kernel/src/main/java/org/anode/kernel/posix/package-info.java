/**
 * The few POSIX calls that the JDK has no method for, through {@code java.lang.foreign}. Any thread. On a system
 * without them every call says so by returning false; callers have a way round.
 */
@NullMarked
package org.anode.kernel.posix;

import org.jspecify.annotations.NullMarked;
