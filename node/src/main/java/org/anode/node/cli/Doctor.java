package org.anode.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelSpec;
import org.anode.node.Home;
import org.anode.node.Node;
import org.anode.node.NodeFailure;
import org.anode.node.folder.FileTree;
import org.anode.node.store.Store;
import org.anode.node.store.StoreCheck;
import org.anode.schema.DeviceId;
import org.jspecify.annotations.Nullable;

/** Looks at everything a node needs: what is fine, what is not, what to do. */
final class Doctor {
    /** Below this the store soon refuses to write. */
    private static final long FREE_BYTES_MIN = 256L << 20;

    /** A cold start on a slow machine takes a tenth of it. */
    private static final long KERNEL_SECONDS_MAX = 120;

    private static final int JDK_MIN = 25;

    private final Path data;

    Doctor(Path data) {
        this.data = data;
    }

    /**
     * @param about  what was looked at
     * @param fine   whether it is as it should be
     * @param detail what was seen, and what to do if it is not fine
     */
    record Finding(String about, boolean fine, String detail) {}

    /** Everything, of a folder on which no node runs. */
    List<Finding> ofFolder() {
        var findings = common();
        findings.addAll(LanDoctor.ofMachine());
        findings.addAll(folder());
        findings.add(new Finding("node", true, "none runs; anode start begins one"));
        findings.add(port(new KeptPort(data).read()));
        return findings;
    }

    /** Everything, as the node sees it that holds the folder. */
    List<Finding> ofNode(Node node) {
        var findings = common();
        findings.addAll(LanDoctor.ofNode(node.sharing()));
        findings.add(device(node.home()));
        findings.add(store(node.store()));
        findings.add(new Finding(
                "node", true, "runs in process " + ProcessHandle.current().pid()));
        findings.add(new Finding("port", true, new KeptPort(data).read() + " of 127.0.0.1 is this node's"));
        return findings;
    }

    private List<Finding> common() {
        var findings = new ArrayList<Finding>();
        findings.add(jdk());
        findings.add(kernel());
        findings.add(space());
        findings.add(new Finding("log", true, Logs.file(data).toString()));
        return findings;
    }

    private static Finding jdk() {
        var text = Runtime.version() + " at " + System.getProperty("java.home");
        var fine = Runtime.version().feature() >= JDK_MIN;
        return new Finding("JDK", fine, fine ? text : text + "; install a JDK " + JDK_MIN + " or newer");
    }

    /** Starts one: nothing else tells whether kernels start. */
    private static Finding kernel() {
        var events = new ArrayBlockingQueue<KernelEvent>(1);
        try {
            var folder = Files.createTempDirectory("anode-doctor");
            var spec = new KernelSpec(folder, KernelSpec.HEAP_MIB_DEFAULT);
            var begun = System.nanoTime();
            try (var _ =
                    Kernels.launcher().launch(spec, event -> decisive(event).ifPresent(events::offer))) {
                return kernel(events, begun);
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            return new Finding("kernel", false, "no folder for temporary files (" + e.getMessage() + "); make room");
        }
    }

    private static Optional<KernelEvent> decisive(KernelEvent event) {
        return event instanceof KernelEvent.Ready || event instanceof KernelEvent.Died
                ? Optional.of(event)
                : Optional.empty();
    }

    private static Finding kernel(BlockingQueue<KernelEvent> events, long begun) {
        var late = "did not start within " + KERNEL_SECONDS_MAX + " s; look into the log";
        try {
            var event = events.poll(KERNEL_SECONDS_MAX, TimeUnit.SECONDS);
            if (event instanceof KernelEvent.Died(var _, var sentence)) return new Finding("kernel", false, sentence);
            if (event == null) return new Finding("kernel", false, late);
            var tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return new Finding("kernel", true, "starts (in " + tookMs + " ms)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding("kernel", false, "was not waited for");
        }
    }

    private Finding space() {
        try {
            var free = Files.getFileStore(existing(data)).getUsableSpace();
            var text = (free >> 20) + " MiB free for " + data;
            return new Finding("disk", free >= FREE_BYTES_MIN, free >= FREE_BYTES_MIN ? text : text + "; make room");
        } catch (IOException e) {
            return new Finding("disk", false, "can not be asked for its free space (" + e.getMessage() + ")");
        }
    }

    /** {@code path}, or the first folder above it that exists. */
    private static Path existing(Path path) {
        for (@Nullable Path at = path; at != null; at = at.getParent()) if (Files.exists(at)) return at;
        return path;
    }

    private List<Finding> folder() {
        if (!Files.exists(data)) return List.of(new Finding("store", true, "none yet in " + data));
        try (var local = LocalNode.open(data)) {
            return List.of(device(local.node().home()), store(local.node().store()));
        } catch (NodeFailure e) {
            return List.of(new Finding("store", false, e.sentence()));
        }
    }

    private static Finding device(Home home) {
        var name = "“" + home.deviceName() + "”, " + home.device();
        var was = home.formers().stream().map(DeviceId::toString).collect(Collectors.joining(", "));
        return new Finding(
                "device", true, was.isEmpty() ? name : name + "; its data folder was copied from that of " + was);
    }

    private Finding store(Store store) {
        var found = StoreCheck.of(store);
        if (found.troubles().isEmpty())
            return new Finding(
                    "store",
                    true,
                    "whole, in " + data + ": " + found.notebooks() + " notebooks, " + found.batches() + " batches, "
                            + found.blobs() + " blobs");
        return new Finding(
                "store",
                false,
                String.join("; ", found.troubles())
                        + ". Export what opens, then restore a backup into another folder, or anode reset-storage.");
    }

    private static Finding port(int kept) {
        if (kept == 0) return new Finding("port", true, "chosen at the first start");
        try (var _ = new java.net.ServerSocket(kept, 1, java.net.InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return new Finding("port", true, kept + " of 127.0.0.1 is free");
        } catch (IOException e) {
            return new Finding(
                    "port",
                    false,
                    kept + " of 127.0.0.1 is taken (" + e.getMessage() + "); choose one with start --port");
        }
    }
}
