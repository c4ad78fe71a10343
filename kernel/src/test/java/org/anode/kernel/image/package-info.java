@NullMarked
package org.anode.kernel.image;

import org.jspecify.annotations.NullMarked;
