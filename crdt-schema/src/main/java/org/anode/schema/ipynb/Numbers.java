package org.anode.schema.ipynb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers as documents keep them (64-bit integers and doubles) and as files spell them. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    /** Python's repr: exponents from here on are written with an e. */
    private static final int PYTHON_EXPONENT_MAX = 16;

    private static final int PYTHON_EXPONENT_MIN = -4;

    private Numbers() {}

    static boolean isNumber(String spelled) {
        return NUMBER.matcher(spelled).matches();
    }

    /** An integer where it is written as one and fits, else the nearest double; zero has no sign there. */
    static JsonNode node(String spelled) {
        var exact = integer(spelled);
        return exact.isPresent()
                ? JsonNodeFactory.instance.numberNode(exact.getAsLong())
                : JsonNodeFactory.instance.numberNode(Double.parseDouble(spelled) + 0.0);
    }

    static boolean isFinite(String spelled) {
        return Double.isFinite(Double.parseDouble(spelled));
    }

    private static OptionalLong integer(String spelled) {
        try {
            return OptionalLong.of(Long.parseLong(spelled));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The value if it is a whole number that fits, however it is written ({@code 4.0} is 4). */
    static OptionalLong whole(String spelled) {
        double value = Double.parseDouble(spelled);
        var exact = integer(spelled);
        if (exact.isPresent()) return exact;
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p53;
        return whole ? OptionalLong.of((long) value) : OptionalLong.empty();
    }

    static boolean same(String a, String b) {
        var left = integer(a);
        var right = integer(b);
        if (left.isPresent() && right.isPresent()) return left.getAsLong() == right.getAsLong();
        return Double.parseDouble(a) == Double.parseDouble(b);
    }

    static Json json(JsonNode number) {
        if (number.isIntegralNumber()) return json(number.bigIntegerValue());
        double value = number.doubleValue();
        return Double.isFinite(value) ? new Json.Num(python(value)) : Json.NULL;
    }

    static Json json(long value) {
        return new Json.Num(Long.toString(value));
    }

    private static Json json(BigInteger value) {
        return new Json.Num(value.toString());
    }

    /** As Python's {@code repr(float)}: the shortest digits that give the same double. */
    static String python(double value) {
        if (value == 0) return Double.toString(value);
        var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= PYTHON_EXPONENT_MIN && exponent < PYTHON_EXPONENT_MAX) return fixed(shortest);
        var digits = shortest.unscaledValue().abs().toString();
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + twoDigits(Math.abs(exponent));
    }

    private static String fixed(BigDecimal value) {
        var plain = value.toPlainString();
        return plain.indexOf('.') >= 0 ? plain : plain + ".0";
    }

    private static String twoDigits(int exponent) {
        return exponent < 10 ? "0" + exponent : Integer.toString(exponent);
    }
}
