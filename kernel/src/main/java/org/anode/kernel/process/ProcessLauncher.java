package org.anode.kernel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;

/** Starts GraalPy kernels, each in a JVM of its own. */
public final class ProcessLauncher implements KernelLauncher {
    private final KernelInstall install;

    public ProcessLauncher(KernelInstall install) {
        this.install = install;
    }

    @Override
    public Kernel launch(KernelSpec spec, KernelListener listener) {
        try {
            check(install);
            Files.createDirectories(spec.directory());
            return ChildProcess.start(install, spec, listener);
        } catch (IOException e) {
            return stillborn(listener, String.valueOf(e.getMessage()));
        }
    }

    private static void check(KernelInstall install) throws IOException {
        var java = install.javaHome().resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            throw new IOException("there is no Java at " + java + "; install a JDK 25 or newer");
        }
        for (var path : install.classPath()) {
            present(path);
        }
    }

    private static void present(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " is missing; build the program again");
        }
    }

    /** A kernel that never was; its listener hears so from another thread, as always. */
    private static Kernel stillborn(KernelListener listener, String reason) {
        var died = new KernelEvent.Died(Cause.LAUNCH_FAILED, "The kernel could not start: " + reason + ".");
        Thread.ofPlatform().daemon().name("kernel-stillborn").start(() -> listener.on(died));
        return new Stillborn();
    }

    private record Stillborn() implements Kernel {
        @Override
        public long pid() {
            return -1;
        }

        @Override
        public void send(KernelCommand command) {}

        @Override
        public void interrupt() {}

        @Override
        public void close() {}
    }
}
