package org.anode.schema.output;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal would show of a stream: carriage returns, backspaces, cursor movement and erasing done, colours kept.
 * The last lines can still be written over; lines above are <em>settled</em>. Columns count code points, not widths.
 * Takes any text, in any pieces.
 */
final class Terminal {
    /** How far up a program can go: nested progress bars are a handful of lines, a screen is a few dozen. */
    static final int LIVE_LINES_MAX = 100;

    /** A line longer than this settles in parts, since nobody rewrites it. */
    static final int LINE_CELLS_MAX = 16 * 1024;

    /** All lines that can be written over together: what a flush has to look at. */
    static final int LIVE_CELLS_MAX = 64 * 1024;

    /** How far right of a line's end the cursor can go. */
    private static final int COLUMNS_MAX = 1_000;

    private static final int REPLACEMENT = 0xFFFD;

    private final Styles styles = new Styles();
    private final EscapeParser escapes = new EscapeParser();
    private final StringBuilder settled = new StringBuilder();
    private final List<TerminalLine> lines = new ArrayList<>(List.of(new TerminalLine()));
    private int row;
    private int column;
    private int savedRow;
    private int savedColumn;
    private int cells;
    private char pendingHigh;

    void write(String text) {
        for (int i = 0; i < text.length(); i++) unit(text.charAt(i));
    }

    /** Surrogates are put together across pieces; a lone one is no character. */
    private void unit(char unit) {
        if (pendingHigh != 0) {
            char high = pendingHigh;
            pendingHigh = 0;
            if (Character.isLowSurrogate(unit)) {
                point(Character.toCodePoint(high, unit));
                return;
            }
            point(REPLACEMENT);
        }
        if (Character.isHighSurrogate(unit)) pendingHigh = unit;
        else point(Character.isLowSurrogate(unit) ? REPLACEMENT : unit);
    }

    private void point(int point) {
        switch (escapes.next(point)) {
            case TEXT -> text(point);
            case PART -> {}
            case CONTROL -> control(escapes.finalByte(), escapes.parameters());
            case ESCAPE -> escape(escapes.finalByte());
        }
    }

    private void text(int point) {
        switch (point) {
            case '\n' -> newLine();
            case '\r' -> column = 0;
            case '\b' -> column = Math.max(0, column - 1);
            case 0x07 -> {}
            default -> put(point);
        }
    }

    private void put(int point) {
        if (column >= LINE_CELLS_MAX) settleLongLine();
        var line = line();
        cells -= line.length();
        line.put(column++, point, styles.current());
        cells += line.length();
        if (cells > LIVE_CELLS_MAX) settle(lines.size() / 2);
    }

    private TerminalLine line() {
        return lines.get(row);
    }

    /** Keeps the count of cells while {@code change} changes the current line. */
    private void change(Runnable change) {
        cells -= line().length();
        change.run();
        cells += line().length();
    }

    private void newLine() {
        column = 0;
        row++;
        if (row < lines.size()) return;
        lines.add(new TerminalLine());
        if (lines.size() > 2 * LIVE_LINES_MAX) settle(LIVE_LINES_MAX);
    }

    /** The first {@code count} lines can no longer be reached; the one the cursor is in always can. */
    private void settle(int count) {
        int end = Math.min(count, row);
        for (var line : lines.subList(0, end)) {
            line.render(settled, styles);
            settled.append('\n');
            cells -= line.length();
        }
        lines.subList(0, end).clear();
        row -= end;
        savedRow = Math.max(0, savedRow - end);
    }

    private void settleLongLine() {
        settle(row);
        line().render(settled, styles);
        cells -= line().length();
        lines.set(0, new TerminalLine());
        column = 0;
    }

    private void escape(int finalByte) {
        switch (finalByte) {
            case '7' -> save();
            case '8' -> restore();
            case 'D', 'E' -> newLine();
            case 'M' -> row = Math.max(0, row - 1);
            case 'c' -> eraseAll();
            default -> {}
        }
    }

    private void save() {
        savedRow = row;
        savedColumn = column;
    }

    private void restore() {
        row = Math.min(savedRow, lines.size() - 1);
        column = savedColumn;
    }

    private void control(int finalByte, String parameters) {
        if (finalByte == 'm') {
            styles.apply(parameters);
            return;
        }
        var numbers = EscapeParser.numbers(parameters);
        int n = Math.max(1, numbers[0]);
        switch (finalByte) {
            case 'A' -> row = Math.max(0, row - n);
            case 'B' -> row = Math.min(lines.size() - 1, row + n);
            case 'C' -> column = right(column + n);
            case 'D' -> column = Math.max(0, column - n);
            case 'E' -> moveTo(row + n, 0);
            case 'F' -> moveTo(row - n, 0);
            case 'G', '`' -> column = right(n - 1);
            case 'd' -> moveTo(n - 1, column);
            case 'H', 'f' -> moveTo(n - 1, Math.max(1, numbers[1]) - 1);
            case 's' -> save();
            case 'u' -> restore();
            default -> erase(finalByte, numbers[0]);
        }
    }

    private void moveTo(int toRow, int toColumn) {
        row = Math.clamp(toRow, 0, lines.size() - 1);
        column = right(toColumn);
    }

    private int right(int to) {
        return Math.min(to, Math.max(line().length(), COLUMNS_MAX));
    }

    private void erase(int finalByte, int n) {
        int count = Math.clamp(n, 1, COLUMNS_MAX);
        switch (finalByte) {
            case 'J' -> eraseScreen(n);
            case 'K' -> change(() -> eraseLine(n));
            case 'X' -> change(() -> line().blank(column, Math.min(line().length(), column + count)));
            case 'P' -> change(() -> line().delete(column, count));
            case '@' -> change(() -> insert(count));
            default -> {}
        }
    }

    private void insert(int count) {
        if (line().length() + count <= LINE_CELLS_MAX) line().insert(column, count);
    }

    private void eraseLine(int part) {
        switch (part) {
            case 0 -> line().truncate(column);
            case 1 -> line().blank(0, Math.min(line().length(), column + 1));
            case 2 -> line().truncate(0);
            default -> {}
        }
    }

    private void eraseScreen(int part) {
        switch (part) {
            case 0 -> {
                change(() -> line().truncate(column));
                dropBelow();
            }
            case 1 -> {
                for (var line : lines.subList(0, row)) {
                    cells -= line.length();
                    line.truncate(0);
                }
                change(() -> eraseLine(1));
            }
            case 2, 3 -> eraseAll();
            default -> {}
        }
    }

    private void dropBelow() {
        var below = lines.subList(row + 1, lines.size());
        for (var line : below) cells -= line.length();
        below.clear();
    }

    private void eraseAll() {
        lines.clear();
        lines.add(new TerminalLine());
        row = 0;
        column = 0;
        cells = 0;
    }

    /** How much {@link #text} holds, about: colours of lines that are not settled are not counted. */
    int size() {
        return settled.length() + cells + lines.size() - 1;
    }

    int settledSize() {
        return settled.length();
    }

    /** Everything it shows. */
    String text() {
        var text = new StringBuilder(settled.length() + cells + lines.size()).append(settled);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) text.append('\n');
            lines.get(i).render(text, styles);
        }
        return text.toString();
    }

    /** The settled text, which is then no longer part of {@link #text}. */
    String takeSettled() {
        var taken = settled.toString();
        settled.setLength(0);
        return taken;
    }
}
