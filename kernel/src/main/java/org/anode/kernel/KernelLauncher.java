package org.anode.kernel;

/** Starts kernels of one kind. */
public interface KernelLauncher {
    /** Starts a process and returns at once; {@link KernelEvent.Ready} or {@link KernelEvent.Died} follows. */
    Kernel launch(KernelSpec spec, KernelListener listener);
}
