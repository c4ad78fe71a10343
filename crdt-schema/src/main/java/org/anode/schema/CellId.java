package org.anode.schema;

/** A cell, unique in its notebook; nbformat 4.5's form (DO-3). */
public record CellId(String value) implements Comparable<CellId> {
    public CellId {
        if (!Names.isValid(value)) throw new IllegalArgumentException("not a cell id: " + value);
    }

    @Override
    public int compareTo(CellId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
