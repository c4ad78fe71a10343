package org.anode.schema.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Map keys. The native code ends the process on some that are not ASCII, so a JSON key is stored with every other
 * character, and every {@code %}, as {@code %} and four hexadecimal digits of its UTF-16 unit; the empty key as a single
 * {@code %}. Two keys of our own stand beside those of the JSON: {@link #ORDER} and {@link #NUMBER}.
 */
public final class Keys {
    /** Beside an object's keys where they were not ascending: all of them as stored, in their order, one a line. */
    static final String ORDER = "$keys";

    /** The only key of the object that stands for a number no 64 bits can hold; its value is the number's text. */
    static final String NUMBER = "$number";

    private static final char ESCAPE = '%';
    private static final int HEX_DIGITS = 4;

    private Keys() {}

    /** How a JSON key is stored. */
    public static String escape(String key) {
        if (key.isEmpty()) return String.valueOf(ESCAPE);
        boolean ours = key.equals(ORDER) || key.equals(NUMBER);
        var stored = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (isPlain(c) && !(ours && i == 0)) stored.append(c);
            else stored.append(ESCAPE).append(String.format("%04x", (int) c));
        }
        return stored.toString();
    }

    /** The JSON key; a stored key that {@link #escape} never makes stands for itself. */
    public static String unescape(String stored) {
        if (stored.indexOf(ESCAPE) < 0) return stored;
        if (stored.length() == 1) return "";
        var key = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            if (stored.charAt(i) != ESCAPE) {
                key.append(stored.charAt(i));
                continue;
            }
            int unit = unit(stored, i + 1);
            if (unit < 0) return stored;
            key.append((char) unit);
            i += HEX_DIGITS;
        }
        return key.toString();
    }

    private static int unit(String stored, int from) {
        if (from + HEX_DIGITS > stored.length()) return -1;
        int unit = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = Character.digit(stored.charAt(i), 16);
            if (digit < 0) return -1;
            unit = unit * 16 + digit;
        }
        return unit;
    }

    /** Space to tilde, without the escape. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != ESCAPE;
    }

    static boolean isStorable(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** @throws IllegalArgumentException if the native code might not bear it */
    static String check(String key) {
        if (!isStorable(key)) throw new IllegalArgumentException("not an ASCII key: " + key);
        return key;
    }

    /** What {@link #ORDER} holds for keys in this order; empty where ascending says it already. */
    static String orderHint(Collection<String> stored) {
        var list = List.copyOf(stored);
        for (int i = 1; i < list.size(); i++)
            if (list.get(i - 1).compareTo(list.get(i)) >= 0) return String.join("\n", list);
        return "";
    }

    /** The stored keys in the order the hint gives; those it does not name after them, ascending. */
    static List<String> ordered(Collection<String> ascending, String hint) {
        var rest = new java.util.TreeSet<>(ascending);
        var ordered = new ArrayList<String>();
        for (var key : hint.split("\n", -1)) if (rest.remove(key)) ordered.add(key);
        ordered.addAll(rest);
        return ordered;
    }
}
