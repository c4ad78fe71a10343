package org.anode.kernel;

/** Hears everything of one kernel, in order, on one thread; must not block for long. */
@FunctionalInterface
public interface KernelListener {
    void on(KernelEvent event);
}
