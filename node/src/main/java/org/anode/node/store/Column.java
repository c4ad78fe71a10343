package org.anode.node.store;

/** The column families. Adding one is a compatible change of the store format; renaming one is not. */
public enum Column {
    /** Format version, crash marker, counters. */
    META,
    /** Signed batches and members statements; never deleted (SY-9). */
    LOG,
    /** Saved Automerge documents. */
    SNAPSHOTS,
    /** Per document and actor: the last batch. */
    POSITIONS,
    /** What is read from documents, kept so that showing and running need no document. */
    VIEWS,
    /** Content by SHA-256. */
    BLOBS,
    /** Local policy and secrets of notebooks; never synced. */
    KEYS,
    /** Which file a notebook is bound to. */
    BINDINGS
}
