package org.anode.schema.ledger;

import java.util.Comparator;

/**
 * Where a request or control stands in the order of a notebook: (seq, id) (EX-15).
 *
 * @param id an execution id, or a control's id
 */
record Place(long seq, String id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::seq).thenComparing(Place::id);

    static Place of(LedgerRecord.Request request) {
        return new Place(request.seq(), request.id().value());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
