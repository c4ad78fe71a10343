/** Jupyter notebook files, nbformat 2 to 4.5, to and from the plain views. */
@NullMarked
package org.anode.schema.ipynb;

import org.jspecify.annotations.NullMarked;
