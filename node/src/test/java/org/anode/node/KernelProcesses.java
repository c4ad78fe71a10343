package org.anode.node;

import java.util.List;

/** The processes of kernels, among all others that tests and nodes start. */
public final class KernelProcesses {
    private KernelProcesses() {}

    /** Those that {@code node} itself started. */
    public static List<ProcessHandle> of(ProcessHandle node) {
        return node.children().filter(KernelProcesses::isKernel).toList();
    }

    private static boolean isKernel(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("ChildMain"))
                .isPresent();
    }
}
