package org.anode.schema.cells;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Fractional order: strings between which there is always room (DO-2). An order is a run of levels of three base-62
 * digits; a new one takes the first level at which there is room, then three random digits, so that two people who
 * insert at the same place at once get different orders. The longer neighbour is the younger one: people insert again
 * where they have just inserted, so the new order goes close to it and leaves the rest of the room for what follows.
 */
public final class Order {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = DIGITS.length();
    private static final int LEVEL_DIGITS = 3;
    private static final int LEVEL = BASE * BASE * BASE;
    private static final long ROOM_MAX = 1L << 40; // more room is not told apart
    private static final int STEP_MAX = 8; // room kept between neighbours of a run, for one insert between them

    private Order() {}

    /**
     * An order above {@code lower} and below {@code upper}; null stands for the beginning and the end. Where the two are
     * equal, or not in order, it is above {@code lower} only; {@link Placement} makes room there.
     */
    public static String between(@Nullable String lower, @Nullable String upper, RandomGenerator random) {
        var low = lower == null ? "" : ceiling(lower);
        var high = upper == null ? null : floor(upper);
        if (low == null) return lower + word(LEVEL / 2) + tail(random);
        long room = 0;
        int levels = 1 + Math.max(low.length(), high == null ? 0 : high.length()) / LEVEL_DIGITS + 1;
        for (int n = 1; n <= levels; n++) {
            room = room(room, level(low, n - 1), high == null ? (n == 1 ? LEVEL : 0) : level(high, n - 1));
            if (room >= 2) return plus(low, n, offset(lower, upper, room, random)) + tail(random);
        }
        return (lower == null ? "" : lower) + word(LEVEL / 2) + tail(random);
    }

    private static long room(long above, int low, int high) {
        return Math.min(ROOM_MAX, above * LEVEL + high - low);
    }

    private static long offset(@Nullable String lower, @Nullable String upper, long room, RandomGenerator random) {
        if (lower == null && upper == null) return room / 2;
        int youngerLower = upper == null ? 1 : lower == null ? -1 : Integer.compare(lower.length(), upper.length());
        long step = 1 + random.nextLong(Math.min(STEP_MAX, room - 1));
        if (youngerLower > 0) return step;
        if (youngerLower < 0) return room - step;
        return Math.max(1, room / 4 + random.nextLong(Math.max(1, room / 2)));
    }

    /** The first {@code levels} of {@code low} plus {@code offset} in units of the last. */
    private static String plus(String low, int levels, long offset) {
        var words = new StringBuilder();
        long carry = offset;
        for (int i = levels - 1; i >= 0; i--) {
            long sum = level(low, i) + carry;
            words.insert(0, word((int) (sum % LEVEL)));
            carry = sum / LEVEL;
        }
        return words.toString();
    }

    private static int level(String digits, int index) {
        int value = 0;
        for (int i = index * LEVEL_DIGITS; i < (index + 1) * LEVEL_DIGITS; i++)
            value = value * BASE + (i < digits.length() ? DIGITS.indexOf(digits.charAt(i)) : 0);
        return value;
    }

    private static String word(int level) {
        return "" + DIGITS.charAt(level / BASE / BASE) + DIGITS.charAt(level / BASE % BASE)
                + DIGITS.charAt(level % BASE);
    }

    private static String tail(RandomGenerator random) {
        return word(random.nextInt(LEVEL));
    }

    /** The lowest run of digits not below {@code order}, whatever a stranger wrote there; null if there is none. */
    private static @Nullable String ceiling(String order) {
        int valid = validPrefix(order);
        if (valid == order.length()) return order;
        var next = DIGITS.chars().filter(d -> d > order.charAt(valid)).findFirst();
        if (next.isPresent()) return order.substring(0, valid) + (char) next.getAsInt();
        int last = valid - 1;
        while (last >= 0 && DIGITS.indexOf(order.charAt(last)) == BASE - 1) last--;
        if (last < 0) return null;
        return order.substring(0, last) + DIGITS.charAt(DIGITS.indexOf(order.charAt(last)) + 1);
    }

    /** The highest run of digits not above {@code order}. */
    private static String floor(String order) {
        int valid = validPrefix(order);
        if (valid == order.length()) return order;
        var previous = DIGITS.chars().filter(d -> d < order.charAt(valid)).max();
        return order.substring(0, valid) + (previous.isPresent() ? "" + (char) previous.getAsInt() : "");
    }

    private static int validPrefix(String order) {
        int valid = 0;
        while (valid < order.length() && DIGITS.indexOf(order.charAt(valid)) >= 0) valid++;
        return valid;
    }
}
