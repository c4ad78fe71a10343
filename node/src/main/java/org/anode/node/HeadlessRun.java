package org.anode.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.anode.kernel.KernelLauncher;
import org.anode.schema.Bytes;

/**
 * {@code anode run}: executes a notebook file from top to bottom in a fresh in-memory node.
 *
 * @param file        what to run; the kernel works in its folder
 * @param cellTimeout the longest one cell may take
 * @param allowErrors whether to go on after a cell failed
 */
public record HeadlessRun(Path file, Optional<Duration> cellTimeout, boolean allowErrors) {
    /**
     * @param notebook the file as it is after the run, outputs included
     * @param failure  a sentence about the first cell that failed
     */
    public record Result(Bytes notebook, Optional<String> failure) {}

    /** Hears how far a run is; called on the running thread. */
    @FunctionalInterface
    public interface Progress {
        void line(String line);
    }

    /** @throws NodeFailure if the file can not be read or the kernel can not be started */
    public Result run(KernelLauncher kernels, int heapMiB, Progress progress) {
        progress.line("Running " + file);
        return new Result(Bytes.EMPTY, Optional.of("not yet"));
    }
}
