package org.anode.node.identity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is given beside a role (MB-5). */
public enum Flag {
    /** May ask others' kernels. */
    RUN(1),
    /** May be asked. */
    HOST(2);

    /** All flags there are; a bit above is of a later version. */
    public static final long MASK_MAX = 3;

    private final int bit;

    Flag(int bit) {
        this.bit = bit;
    }

    /** As people and programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As written in statements and links: the flags' bits added up. */
    public static long mask(Set<Flag> flags) {
        return flags.stream().mapToLong(flag -> flag.bit).sum();
    }

    /** @param mask at most {@link #MASK_MAX} */
    public static Set<Flag> of(long mask) {
        var found = EnumSet.noneOf(Flag.class);
        for (var flag : values()) if ((mask & flag.bit) != 0) found.add(flag);
        return found;
    }
}
