package org.anode.schema.output;

import java.util.Arrays;

/** One line of a terminal that can still be written over: a style and a code point per column. */
final class TerminalLine {
    private static final int FIRST_CELLS = 80;

    private int[] points = new int[FIRST_CELLS];
    private short[] styles = new short[0];
    private int length;

    int length() {
        return length;
    }

    /** Writes over what is at {@code column}; the gap before it, if any, is filled with spaces. */
    void put(int column, int point, int style) {
        if (column >= points.length) points = Arrays.copyOf(points, Math.max(column + 1, points.length * 2));
        if (column > length) blank(length, column);
        points[column] = point;
        if (style != 0 || column < styles.length) style(column, style);
        length = Math.max(length, column + 1);
    }

    private void style(int column, int style) {
        if (column >= styles.length) styles = Arrays.copyOf(styles, points.length);
        styles[column] = (short) style;
    }

    /** Spaces in {@code [from, to)}. */
    void blank(int from, int to) {
        for (int column = from; column < to; column++) {
            points[column] = ' ';
            if (column < styles.length) styles[column] = 0;
        }
    }

    void truncate(int to) {
        if (to >= length) return;
        if (to < styles.length) Arrays.fill(styles, to, styles.length, (short) 0);
        length = to;
    }

    /** Takes {@code count} columns out at {@code column}; what follows moves left. */
    void delete(int column, int count) {
        if (column >= length) return;
        int from = Math.min(length, column + count);
        for (int i = from; i < length; i++) put(column + i - from, points[i], styleAt(i));
        truncate(length - (from - column));
    }

    /** Makes room for {@code count} columns at {@code column}, filled with spaces. */
    void insert(int column, int count) {
        if (column >= length) return;
        for (int i = length - 1; i >= column; i--) put(i + count, points[i], styleAt(i));
        blank(column, column + count);
    }

    private int styleAt(int column) {
        return column < styles.length ? styles[column] : 0;
    }

    /** Its text; every style that is switched on is switched off again. */
    void render(StringBuilder to, Styles sequences) {
        int style = 0;
        for (int column = 0; column < length; column++) {
            int next = styleAt(column);
            if (next != style) to.append(switchTo(style, next, sequences));
            style = next;
            to.appendCodePoint(points[column]);
        }
        if (style != 0) to.append(PLAIN);
    }

    private static final String PLAIN = "\u001b[0m";

    private static String switchTo(int before, int next, Styles sequences) {
        if (next == 0) return PLAIN;
        return before == 0 ? sequences.start(next) : PLAIN + sequences.start(next);
    }
}
