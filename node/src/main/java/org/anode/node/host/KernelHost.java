package org.anode.node.host;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelPace;
import org.anode.kernel.KernelSpec;
import org.anode.schema.SessionId;

/** The kernels of one notebook's sessions. Called by the notebook's owner thread; kernels speak on their own. */
public final class KernelHost {
    private final KernelLauncher launcher;
    private final Supplier<KernelSpec> spec;
    private final Supplier<KernelPace> pace;
    private final long idleMs;
    private final Listener listener;
    private final Map<SessionId, Kernel> kernels = new HashMap<>();

    /** Hears every kernel, each on a thread of its own; may block, which makes that kernel wait. */
    @FunctionalInterface
    public interface Listener {
        void on(SessionId session, KernelEvent event);
    }

    /**
     * @param kernels how they are started, and for how long they are kept
     * @param pace    what the next one is tuned for
     */
    public KernelHost(KernelSupply kernels, Supplier<KernelPace> pace, Listener listener) {
        this.pace = pace;
        this.launcher = kernels.launcher();
        this.spec = kernels.spec();
        this.idleMs = kernels.idle().toMillis();
        this.listener = listener;
    }

    /** A kernel that nobody uses for so long is not kept; 0: it is kept all the same. */
    public long idleMs() {
        return idleMs;
    }

    public void start(SessionId session) {
        kernels.put(session, launcher.launch(spec.get().at(pace.get()), event -> listener.on(session, event)));
    }

    public void send(SessionId session, KernelCommand command) {
        var kernel = kernels.get(session);
        if (kernel != null) kernel.send(command);
    }

    public void interrupt(SessionId session) {
        var kernel = kernels.get(session);
        if (kernel != null) kernel.interrupt();
    }

    /** Kills every process. */
    public void closeAll() {
        kernels.values().forEach(Kernel::close);
        kernels.clear();
    }

    /** Kills the session's process; what it still says comes from a session that has ended. */
    public void close(SessionId session) {
        var kernel = kernels.remove(session);
        if (kernel != null) kernel.close();
    }
}
