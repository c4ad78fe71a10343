package org.anode.node.host;

import java.time.Duration;
import java.util.function.Supplier;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;

/**
 * How the kernels of a notebook are had.
 *
 * @param spec what the next one is started with
 * @param idle a kernel that nobody uses for so long ends; zero: none does
 */
public record KernelSupply(KernelLauncher launcher, Supplier<KernelSpec> spec, Duration idle) {
    /** As long as a meal takes; what is computed anew after it is less than the memory that a forgotten kernel holds. */
    public static final Duration IDLE = Duration.ofMinutes(30);
}
