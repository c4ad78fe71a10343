package org.anode.node.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.anode.kernel.process.FreeMemory;
import org.anode.node.KernelProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel that a node keeps ready, in real processes. */
@Timeout(600)
final class SpareIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FREE_BYTES_MIN = 5L << 30;

    private Launched anode;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        assumeTrue(new FreeMemory().getAsLong() > FREE_BYTES_MIN, "a spare is kept where there is memory for it");
        anode = new Launched(folder);
    }

    @AfterEach
    void close() {
        if (anode != null) anode.close();
    }

    @Test
    @DisplayName("a first run takes the kernel that the node kept ready")
    void taken() throws Exception {
        var node = anode.usualNode();
        var spare = awaitKernel(node);
        var notebook = anode.anode("new", "Quick").succeeds().line();
        anode.anode("add", notebook, "--source", "import os; print(os.getpid())")
                .succeeds();
        assertEquals(
                String.valueOf(spare.pid()),
                anode.anode("exec", notebook, "--all", "--wait").succeeds().line());
    }

    @Test
    @DisplayName("R8 a spare kernel ends with its node, stopped or killed")
    void gone() throws Exception {
        var stopped = anode.usualNode();
        var first = awaitKernel(stopped);
        anode.anode("stop").succeeds();
        await().atMost(PATIENCE).until(() -> !first.isAlive());
        var killed = anode.usualNode();
        var second = awaitKernel(killed);
        killed.process().destroyForcibly();
        await().atMost(PATIENCE).until(() -> !second.isAlive());
    }

    private static ProcessHandle awaitKernel(Launched.Running node) {
        await().atMost(PATIENCE).until(() -> !kernels(node).isEmpty());
        return kernels(node).getFirst();
    }

    private static List<ProcessHandle> kernels(Launched.Running node) {
        assertTrue(node.process().isAlive(), node.errText());
        return KernelProcesses.of(node.process().toHandle());
    }
}
