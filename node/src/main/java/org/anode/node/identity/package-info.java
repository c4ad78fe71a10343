/** Device keys, the root statement, signatures. The only package that sees BouncyCastle. */
@NullMarked
package org.anode.node.identity;

import org.jspecify.annotations.NullMarked;
