package org.anode.kernel.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Cause;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelListener;
import org.anode.kernel.KernelSpec;

/** Starts GraalPy kernels, each in a JVM of its own. */
public final class ProcessLauncher implements KernelLauncher {
    private final Supplier<ChildRuntime> runtimes;

    /** @param runtimes the best way to start a child at the time of asking */
    public ProcessLauncher(Supplier<ChildRuntime> runtimes) {
        this.runtimes = runtimes;
    }

    public ProcessLauncher(KernelInstall install) {
        this(() -> ChildRuntime.plain(install));
    }

    @Override
    public Kernel launch(KernelSpec spec, KernelListener listener) {
        try {
            return start(spec, listener, false);
        } catch (IOException e) {
            return stillborn(listener, String.valueOf(e.getMessage()));
        }
    }

    /**
     * A process that waits to be adopted.
     *
     * @param listener hears of its death, if that comes first
     */
    ChildProcess spare(KernelSpec spec, KernelListener listener) throws IOException {
        return start(spec, listener, true);
    }

    private ChildProcess start(KernelSpec spec, KernelListener listener, boolean spare) throws IOException {
        var runtime = runtimes.get();
        check(runtime);
        makeFolder(spec.directory());
        return ChildProcess.start(runtime, spec, listener, spare);
    }

    private static void check(ChildRuntime runtime) throws IOException {
        if (!Files.isExecutable(runtime.java())) {
            throw new IOException("there is no Java at " + runtime.java() + "; install a JDK 25 or newer");
        }
        for (var path : runtime.classPath()) {
            present(path);
        }
    }

    private static void present(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " is missing; build the program again");
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + ", where it is to work, is not a folder; move that file away", e);
        } catch (AccessDeniedException e) {
            throw new IOException("it may not use " + folder + "; give your user access to it", e);
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
