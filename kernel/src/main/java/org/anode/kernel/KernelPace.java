package org.anode.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a kernel's engine is tuned for, where it has a compiler; {@code ./check bench kernel} measures them. */
public enum KernelPace {
    /** Compiles little and late: most of what long loops gain for half of what the compiler costs short cells. */
    START,
    /** Compiles as much as pays in the end. */
    LOOPS;

    private static final String PROPERTY = "anode.kernel.pace";

    /** As people and notebooks write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<KernelPace> of(String word) {
        return Arrays.stream(values()).filter(pace -> pace.word().equals(word)).findFirst();
    }

    /** Tells a child JVM. */
    public String flag() {
        return "-D" + PROPERTY + "=" + this;
    }

    /** What this JVM was told. */
    public static KernelPace ofThisProcess() {
        return valueOf(System.getProperty(PROPERTY, START.name()));
    }
}
