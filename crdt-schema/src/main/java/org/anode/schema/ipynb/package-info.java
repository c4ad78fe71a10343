/**
 * Jupyter notebook files, nbformat 2 to 4.5, to and from the plain views.
 *
 * <p>A notebook is turned into what documents hold (cells, metadata, outputs, blobs) plus a <em>layout</em>: hints about
 * how the file spelled what documents do not keep (key order, white space, list or string, number and character
 * spelling, unknown members). Export builds the canonical file from the documents, as nbformat's own writer would, and
 * then applies the hints that still fit; what is canonical needs no hint. The layout never holds sources or outputs, and
 * no path returns stored file bytes.
 *
 * <p>Flow: {@code JsonReader} (text to {@code Json}, spelling kept) → {@code Upgrade} (2, 3 → 4) → {@code NotebookReader}
 * (to {@code ImportedNotebook}, with {@code Mending} telling what it had to change). Back: {@code Canonical} (views to
 * {@code Json}) → {@code Layout} (hints) → {@code JsonWriter}. Pure: no I/O, no clock, no threads; randomness is a
 * parameter.
 */
@NullMarked
package org.anode.schema.ipynb;

import org.jspecify.annotations.NullMarked;
