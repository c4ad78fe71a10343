package org.anode.schema;

/** One request to run a cell; fresh for every request (EX-14). */
public record ExecId(String value) implements Comparable<ExecId> {
    public ExecId {
        if (!Names.isValid(value)) throw new IllegalArgumentException("not a execution id: " + value);
    }

    @Override
    public int compareTo(ExecId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
