package org.anode.node.bench.kernel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;
import org.anode.node.Memory;

/** A kernel that runs one cell after another. */
public final class LiveKernel implements AutoCloseable {
    private static final long MINUTES_MAX = 30;

    private final LinkedBlockingQueue<KernelEvent> events = new LinkedBlockingQueue<>();
    private final Kernel kernel;
    private long count;
    private boolean dead;

    private LiveKernel(KernelLauncher launcher, KernelSpec spec) {
        kernel = launcher.launch(spec, events::add);
    }

    /** Starts one and waits until it takes commands. */
    public static LiveKernel start(KernelLauncher launcher, KernelSpec spec) throws InterruptedException {
        var live = new LiveKernel(launcher, spec);
        while (!(live.next() instanceof KernelEvent.Ready)) {
            // Nothing else is of interest.
        }
        return live;
    }

    /**
     * What became of a cell.
     *
     * @param firstMs until its first output; NaN without one
     * @param ms      until its end
     * @param text    what it wrote to stdout
     */
    public record Ran(double firstMs, double ms, String text, KernelEvent.Status status) {
        public Ran orThrow() {
            if (status != KernelEvent.Status.OK) throw new IllegalStateException("a cell ended as " + status);
            return this;
        }
    }

    public Ran run(String source) throws InterruptedException {
        var began = System.nanoTime();
        var first = Double.NaN;
        var text = new StringBuilder();
        kernel.send(new KernelCommand.Execute("run-" + ++count, "Cell " + count, source, count));
        while (true) {
            var event = next();
            if (event instanceof KernelEvent.Stream stream && stream.name().equals("stdout"))
                text.append(stream.text());
            if (event instanceof KernelEvent.Finished finished)
                return new Ran(first, msSince(began), text.toString(), finished.status());
            if (Double.isNaN(first)) first = msSince(began);
        }
    }

    private KernelEvent next() throws InterruptedException {
        var event = events.poll(MINUTES_MAX, TimeUnit.MINUTES);
        if (event == null) throw new IllegalStateException("the kernel says nothing");
        if (event instanceof KernelEvent.Died died) {
            dead = true;
            throw new IllegalStateException(died.reason());
        }
        return event;
    }

    public static double msSince(long beganNs) {
        return (System.nanoTime() - beganNs) / 1e6;
    }

    /** Bytes of memory that the process has; NaN where the system does not tell. */
    public double residentBytes() {
        return Memory.residentKib(kernel.pid()) * 1024;
    }

    @Override
    public void close() {
        kernel.close();
        try {
            while (!dead) dead = events.poll(MINUTES_MAX, TimeUnit.MINUTES) instanceof KernelEvent.Died;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
