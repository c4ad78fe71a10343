package org.anode.node;

import java.time.Duration;
import java.util.Optional;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;
import org.anode.node.folder.DataFolder;
import org.anode.node.host.KernelSupply;
import org.anode.node.host.RunPolicy;

/**
 * What a node is opened with.
 *
 * @param data      the data folder, which stays the caller's to close, after the node; empty for a node that keeps
 *                  everything in memory and leaves nothing behind
 * @param kernels   starts the kernels of this node
 * @param heapMiB   the most memory one kernel's heap may take
 * @param idle      a kernel that nobody uses for so long ends; zero: none does
 * @param lan       how it meets others on the LAN
 * @param relays    how it meets others at relays
 * @param policy    who may run code here, for this process, whatever is kept
 * @param hosting   whether cells run here at all
 * @param onRenewal runs when the node is to be closed and opened again, as another device (SY-5); must not block
 */
public record NodeConfig(
        Optional<DataFolder> data,
        KernelLauncher kernels,
        int heapMiB,
        Duration idle,
        LanUse lan,
        RelayUse relays,
        Optional<RunPolicy> policy,
        boolean hosting,
        Runnable onRenewal) {
    public NodeConfig(Optional<DataFolder> data, KernelLauncher kernels, int heapMiB) {
        this(data, kernels, heapMiB, KernelSupply.IDLE, LanUse.NONE, RelayUse.NONE, Optional.empty(), true, () -> {});
    }

    public static NodeConfig on(DataFolder data, KernelLauncher kernels) {
        return new NodeConfig(Optional.of(data), kernels, KernelSpec.HEAP_MIB_DEFAULT);
    }

    public static NodeConfig inMemory(KernelLauncher kernels) {
        return new NodeConfig(Optional.empty(), kernels, KernelSpec.HEAP_MIB_DEFAULT);
    }

    public NodeConfig with(LanUse use) {
        return new NodeConfig(data, kernels, heapMiB, idle, use, relays, policy, hosting, onRenewal);
    }

    public NodeConfig with(RelayUse use) {
        return new NodeConfig(data, kernels, heapMiB, idle, lan, use, policy, hosting, onRenewal);
    }

    public NodeConfig onRenewal(Runnable then) {
        return new NodeConfig(data, kernels, heapMiB, idle, lan, relays, policy, hosting, then);
    }

    public NodeConfig with(Optional<RunPolicy> here) {
        return new NodeConfig(data, kernels, heapMiB, idle, lan, relays, here, hosting, onRenewal);
    }

    public NodeConfig withIdle(Duration after) {
        return new NodeConfig(data, kernels, heapMiB, after, lan, relays, policy, hosting, onRenewal);
    }

    /** A node that runs nothing itself. */
    public NodeConfig withoutKernels() {
        return new NodeConfig(data, kernels, heapMiB, idle, lan, relays, policy, false, onRenewal);
    }
}
