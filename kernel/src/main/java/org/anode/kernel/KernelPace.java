package org.anode.kernel;

/** What a kernel's engine is tuned for, where it has a compiler; {@code ./check bench kernel} measures them. */
public enum KernelPace {
    /** Compiles little and late: most of what long loops gain for half of what the compiler costs short cells. */
    BALANCED,
    /** Compiles nothing, so that no cell ever waits for the compiler. */
    START,
    /** Compiles as much as pays in the end. */
    LOOPS;

    private static final String PROPERTY = "anode.kernel.pace";

    /** Tells a child JVM. */
    public String flag() {
        return "-D" + PROPERTY + "=" + this;
    }

    /** What this JVM was told. */
    public static KernelPace ofThisProcess() {
        return valueOf(System.getProperty(PROPERTY, BALANCED.name()));
    }
}
