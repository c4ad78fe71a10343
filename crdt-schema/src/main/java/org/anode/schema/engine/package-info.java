/** The guarded facade over automerge-java: the only package that sees org.automerge. */
@NullMarked
package org.anode.schema.engine;

import org.jspecify.annotations.NullMarked;
