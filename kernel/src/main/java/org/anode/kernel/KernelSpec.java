package org.anode.kernel;

import java.nio.file.Path;

/**
 * What a kernel process is started with.
 *
 * @param directory its working directory, made if missing
 * @param heapMiB   the most memory its heap may take
 * @param pace      what its engine is tuned for
 */
public record KernelSpec(Path directory, int heapMiB, KernelPace pace) {
    /** Enough for the notebooks people share, small enough for several kernels on a laptop. */
    public static final int HEAP_MIB_DEFAULT = 2048;

    public KernelSpec(Path directory, int heapMiB) {
        this(directory, heapMiB, KernelPace.START);
    }

    public KernelSpec at(KernelPace other) {
        return new KernelSpec(directory, heapMiB, other);
    }
}
