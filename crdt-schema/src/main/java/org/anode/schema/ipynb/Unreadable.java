package org.anode.schema.ipynb;

/** Ends the reading of a file; {@link IpynbCodec} turns it into {@link ParsedNotebook.Refused}. Its message is the sentence. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
