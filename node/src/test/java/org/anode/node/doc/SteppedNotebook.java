package org.anode.node.doc;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;
import org.anode.node.host.KernelSupply;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.ExecutionView;

/** An open notebook without a thread of its own: a simulation says when each turn is taken. */
public final class SteppedNotebook implements AutoCloseable {
    private static final KernelSpec SPEC = new KernelSpec(Path.of("none"), 1);

    private final OpenNotebook open;

    /** @param turns takes what kernels say, to be done in a turn */
    public SteppedNotebook(Desk desk, KernelLauncher kernels, LongSupplier nowMs, Consumer<NotebookActor.Turn> turns) {
        var supply = new KernelSupply(kernels, () -> SPEC, KernelSupply.IDLE);
        this.open = new OpenNotebook(desk, supply, nowMs, turns, _ -> {});
    }

    /** As {@link NotebookActor} takes one; what fails half-way is not written. */
    public void turn(Consumer<OpenNotebook> what) {
        try {
            what.accept(open);
            open.tick();
            open.save();
        } catch (RuntimeException | Error e) {
            open.breakOff();
            throw e;
        }
    }

    /** Whether a turn is due, with nothing in it. */
    public boolean isDue() {
        return open.untilTickMs() == 0;
    }

    public ExecutionView view() {
        return open.ledgers().view();
    }

    /** The session in which this start began it; more than one never should. */
    public List<SessionId> begun(ExecId exec) {
        return view().takers(exec).stream()
                .filter(taker -> taker.started()
                        && taker.session().ledger().equals(open.ledgers().mine()))
                .map(taker -> taker.session().id())
                .toList();
    }

    public DeviceId device() {
        return open.self();
    }

    /** All turns are over; what is in memory and not written is lost where {@code open} was broken off. */
    @Override
    public void close() {
        open.close();
    }

    /** Ends as a killed process does: nothing is written, settled or said. */
    public void kill() {
        open.breakOff();
        open.replication().connect((_, _) -> {});
        open.close();
    }

    /** For questions that change nothing. */
    public OpenNotebook open() {
        return open;
    }
}
