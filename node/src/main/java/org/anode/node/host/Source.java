package org.anode.node.host;

/** What a replica knows of the text a request means (EX-2). */
public sealed interface Source {
    /**
     * The text at the request's heads.
     *
     * @param name how the cell is called in tracebacks
     */
    record Found(String name, String text) implements Source {}

    /** The heads are not applied here yet. */
    record NotYet() implements Source {}

    /** The heads are applied and hold no such cell. */
    record NoSuchCell() implements Source {}
}
