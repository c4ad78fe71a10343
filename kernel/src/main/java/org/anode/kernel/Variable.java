package org.anode.kernel;

import java.util.List;
import java.util.OptionalLong;

/**
 * A name that cells gave a value.
 *
 * @param type    the name of the value's class
 * @param value   a short text of it, in one line and printable
 * @param lengths the number of its members, or of rows, columns and so on; empty where there is none
 * @param bytes   what the value takes itself, without what it refers to, where that is known
 */
public record Variable(String name, Kind kind, String type, String value, List<Long> lengths, OptionalLong bytes) {
    public Variable {
        lengths = List.copyOf(lengths);
    }

    /** What people look for apart from each other: data, and what works on it. */
    public enum Kind {
        VALUE,
        FUNCTION,
        CLASS,
        MODULE
    }
}
