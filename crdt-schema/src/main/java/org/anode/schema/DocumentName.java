package org.anode.schema;

/**
 * A document within its notebook: {@code cells}, {@code ledger/<grant>/<start>}, {@code outputs/<session>},
 * {@code comments}. Rights are decided per document, so its kind must be readable from its name.
 */
public sealed interface DocumentName {
    /** At most 200 ASCII characters. */
    String text();

    /** Cells, their order, notebook metadata. */
    record Cells() implements DocumentName {
        @Override
        public String text() {
            return "cells";
        }
    }

    /**
     * One process start's execution records of one grant.
     *
     * @param start {@code <number>-<random>}; a higher number is a later start of the same grant (EX-4)
     */
    record Ledger(GrantId grant, LedgerStart start) implements DocumentName {
        @Override
        public String text() {
            return "ledger/" + grant + "/" + start;
        }
    }

    /** The outputs of one kernel session, written by its host alone. */
    record Outputs(SessionId session) implements DocumentName {
        @Override
        public String text() {
            return "outputs/" + session;
        }
    }

    /** Comment threads. */
    record Comments() implements DocumentName {
        @Override
        public String text() {
            return "comments";
        }
    }

    /** @throws IllegalArgumentException if {@code text} names no document */
    static DocumentName parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length == 1 && parts[0].equals("cells")) return new Cells();
        if (parts.length == 1 && parts[0].equals("comments")) return new Comments();
        if (parts.length == 2 && parts[0].equals("outputs")) return new Outputs(new SessionId(parts[1]));
        if (parts.length == 3 && parts[0].equals("ledger"))
            return new Ledger(GrantId.parse(parts[1]), LedgerStart.parse(parts[2]));
        throw new IllegalArgumentException("not a document name: " + text);
    }
}
