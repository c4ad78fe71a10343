package org.anode.node.cli;

import org.anode.kernel.KernelLauncher;

/** Where this installation keeps the program that runs in a kernel's process. */
final class Kernels {
    private Kernels() {}

    static KernelLauncher launcher() {
        return (spec, listener) -> {
            throw new org.anode.node.NodeFailure("The kernel is not part of this build yet.");
        };
    }
}
