package org.anode.schema.output;

/**
 * Tells text from escape sequences (ECMA-48), one code point at a time. Sequences may be cut anywhere, be too long or
 * never end; text goes on after them.
 */
final class EscapeParser {
    /** Parameters of a sequence; longer ones are swallowed without effect. */
    private static final int PARAMETER_CHARS_MAX = 128;

    /** A title or link; one that does not end by then was none, and text goes on. */
    private static final int STRING_CHARS_MAX = 4_096;

    private static final int NUMBER_MAX = 9_999;

    /** What a code point turned out to be. */
    enum Kind {
        /** A character, or a control character to obey. */
        TEXT,
        /** Part of a sequence. */
        PART,
        /** The end of a control sequence: {@link #finalByte} with {@link #parameters}. */
        CONTROL,
        /** The end of a short escape sequence: {@link #finalByte}. */
        ESCAPE
    }

    private enum State {
        GROUND,
        ESCAPE,
        SKIP_ONE,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    private final StringBuilder parameters = new StringBuilder();
    private State state = State.GROUND;
    private boolean ignored;
    private int stringChars;
    private int finalByte;

    int finalByte() {
        return finalByte;
    }

    String parameters() {
        return parameters.toString();
    }

    Kind next(int point) {
        return switch (state) {
            case GROUND -> ground(point);
            case ESCAPE -> escape(point);
            case SKIP_ONE -> become(State.GROUND);
            case CONTROL -> control(point);
            case STRING -> string(point);
            case STRING_ESCAPE -> point == '\\' ? become(State.GROUND) : escape(point);
        };
    }

    private Kind become(State next) {
        state = next;
        return Kind.PART;
    }

    private Kind ground(int point) {
        return point == 0x1b ? become(State.ESCAPE) : Kind.TEXT;
    }

    private Kind escape(int point) {
        return switch (point) {
            case '[' -> beginControl();
            case ']', 'P', 'X', '^', '_' -> beginString();
            case '(', ')', '*', '+', '-', '.', '/', '#', '%', ' ' -> become(State.SKIP_ONE);
            case 0x1b -> Kind.PART;
            default -> endEscape(point);
        };
    }

    private Kind beginControl() {
        parameters.setLength(0);
        ignored = false;
        return become(State.CONTROL);
    }

    private Kind beginString() {
        stringChars = 0;
        return become(State.STRING);
    }

    private Kind endEscape(int point) {
        state = State.GROUND;
        if (point < 0x20 || point > 0x7e) return Kind.TEXT;
        finalByte = point;
        return Kind.ESCAPE;
    }

    private Kind control(int point) {
        if (point >= 0x40 && point <= 0x7e) {
            state = State.GROUND;
            finalByte = point;
            return ignored ? Kind.PART : Kind.CONTROL;
        }
        if (point == 0x1b) return become(State.ESCAPE);
        if (point < 0x20 || point > 0x7e) {
            state = State.GROUND;
            return Kind.TEXT;
        }
        boolean isParameter = (point >= '0' && point <= '9') || point == ';' || point == ':';
        if (!isParameter || parameters.length() >= PARAMETER_CHARS_MAX) ignored = true;
        else parameters.append((char) point);
        return Kind.PART;
    }

    private Kind string(int point) {
        if (point == 0x1b) return become(State.STRING_ESCAPE);
        if (point == 0x07 || ++stringChars > STRING_CHARS_MAX) return become(State.GROUND);
        return Kind.PART;
    }

    /** The first two parameters; 0 where missing. */
    static int[] numbers(String parameters) {
        var numbers = new int[2];
        int at = 0;
        for (int i = 0; i < parameters.length() && at < numbers.length; i++) {
            char c = parameters.charAt(i);
            if (c < '0' || c > '9') at++;
            else numbers[at] = Math.min(NUMBER_MAX, numbers[at] * 10 + (c - '0'));
        }
        return numbers;
    }
}
