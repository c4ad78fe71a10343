package org.anode.schema.ipynb;

/** The sentences for JSON that is no notebook we can take. */
final class Refusals {
    static final String NO_OBJECT =
            "This file is JSON but not a notebook (a notebook is an object with cells): choose a file that Jupyter saved as"
                    + " .ipynb.";
    static final String NO_VERSION =
            "This file does not say which notebook format it is in (it has no \"nbformat\" number), so it is not a Jupyter"
                    + " notebook: choose a file that Jupyter saved as .ipynb.";
    static final String NO_CELLS =
            "This file says it is a notebook but has no list of \"cells\": get a whole copy of it from where it was made.";

    private static final String MEND = ": open it in Jupyter, mend or delete that cell, save it and import it again.";

    private Refusals() {}

    static String tooOld(Version version) {
        return "This file is in notebook format " + version
                + ", which is older than Anode reads (2): open and save it in an old Jupyter first.";
    }

    static String tooNew(Version version) {
        return "This file is in notebook format " + version
                + ", which is newer than Anode knows (4.5): save it as format 4.5 where it was made, or update Anode.";
    }

    /** @param what "a cell" or "an output" */
    static String unknown(Version version, String cell, String what, String type) {
        var kind = type.isEmpty() ? "no type" : "the unknown type \"" + Mending.brief(type) + "\"";
        var found = "This file is in notebook format " + version + " and " + cell + " "
                + (what.equals("a cell") ? "has " : "holds an output of ") + kind;
        return version.isNewer()
                ? found + "; Anode knows format 4.5: save it as 4.5 where it was made, or update Anode."
                : found + MEND;
    }

    static String noSource(String cell) {
        return "This file is not a valid notebook because " + cell + " has no source" + MEND;
    }

    static String wrongKind(String cell, String part, String kind) {
        return "This file is not a valid notebook because in " + cell + " the " + part + " is not " + kind + MEND;
    }

    static String metadataKind() {
        return "This file is not a valid notebook because its metadata is not an object: get another copy of it from where"
                + " it was made.";
    }
}
