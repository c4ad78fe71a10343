package org.anode.schema.ipynb;

/** The metadata keys that are ours. They are never exported, and a file's own members of these names survive elsewhere. */
public final class Reserved {
    /** In notebook metadata: reference to the blob with the file's layout. */
    public static final String LAYOUT = "$layout";

    /** In notebook metadata: the title the notebook got from its file's name; exported only once it was changed. */
    public static final String GIVEN_TITLE = "$title";

    /** The mark of a blob reference, {@code {"$blob": hex, "size": bytes}}. */
    public static final String BLOB = "$blob";

    static final String SIZE = "size";
    static final String TITLE = "title";

    private Reserved() {}

    /** Whether a key of the notebook's metadata (not of what is in it) is ours. */
    static boolean isOurs(String notebookKey) {
        return notebookKey.equals(LAYOUT) || notebookKey.equals(GIVEN_TITLE) || notebookKey.equals(BLOB);
    }
}
