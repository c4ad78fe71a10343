package org.anode.schema;

/** One kernel process's life; fresh for every process, never used again (EX-3). */
public record SessionId(String value) implements Comparable<SessionId> {
    public SessionId {
        if (!Names.isValid(value)) throw new IllegalArgumentException("not a session id: " + value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
