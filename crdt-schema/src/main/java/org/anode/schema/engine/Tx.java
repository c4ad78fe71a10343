package org.anode.schema.engine;

import tools.jackson.databind.JsonNode;

/**
 * One edit in progress: valid only inside {@link AutomergeDoc#edit}. Keys are those stored: ASCII, not empty, else
 * IllegalArgumentException. Strings may hold anything; lone surrogates become U+FFFD.
 */
public interface Tx extends Reader {
    /**
     * Puts JSON under {@code key}: objects become maps, arrays lists, all strings scalars (DO-5), integers and floating
     * point numbers stay what they are. Keys <em>inside</em> {@code value} may be any string: they are escaped to ASCII.
     * An object whose keys are not in ascending order gets a hint of their order.
     *
     * @throws IllegalArgumentException if one string in it is over {@link AutomergeDoc#VALUE_BYTES_MAX}
     */
    void put(Obj map, String key, JsonNode value);

    /**
     * Makes what stands under {@code key} equal {@code value} with as few operations as it takes: objects are kept and
     * updated key by key, so two people who change different keys both win. A key new to {@code map} becomes its last.
     */
    void update(Obj map, String key, JsonNode value);

    void put(Obj map, String key, String value);

    void put(Obj map, String key, long value);

    void put(Obj map, String key, boolean value);

    /** A new, empty map, in place of whatever was there. */
    Obj putMap(Obj map, String key);

    /** A new text, in place of whatever was there. */
    Obj putText(Obj map, String key, String text);

    /** The map under {@code key}, made if there is none. Only for keys that one actor writes (DO-1). */
    Obj map(Obj map, String key);

    /** Nothing happens if there is nothing. */
    void delete(Obj map, String key);

    /**
     * Replaces {@code deleteCount} UTF-16 units from {@code at} by {@code inserted}; both are cut to the text's length, and
     * widened to whole characters where they fall between two surrogates.
     */
    void splice(Obj text, int at, int deleteCount, String inserted);

    /** Makes the text {@code replacement}, touching only the part that differs. */
    void setText(Obj text, String replacement);

    /** At the end, without reading what is there. */
    void append(Obj text, String appended);

    /**
     * What was put so far makes sense without what follows. If it is much it becomes a change of its own, so that others
     * show it before the rest has come; here it is one edit all the same.
     */
    void pause();
}
