package org.anode.schema.cells;

/** nbformat's cell types. Unknown ones are refused at import and shown as raw in a document (DO-9). */
public enum CellType {
    CODE,
    MARKDOWN,
    RAW;

    /** The word in files, documents and on the command line. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
