package org.anode.node.doc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.anode.kernel.KernelEvent;
import org.anode.node.Refusal;
import org.anode.node.host.InputMessage;
import org.anode.node.host.KernelHost;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/** The runs of an open notebook: what is asked for here, what is asked of this computer, its kernels. */
final class Runs {
    private static final String NOT_TO_ANSWER =
            "Only who asked for the run, and who may run cells on other computers, can answer it.";

    private final Ledgers ledgers;
    private final KernelHost kernels;
    private final Places places;
    private final Inputs inputs;
    private final Lanes lanes;
    private final Hosting hosting;
    private final Requests requests;

    Runs(
            Desk desk,
            Cells cells,
            Ledgers ledgers,
            Places places,
            Inputs inputs,
            Outputs outputs,
            KernelHost kernels,
            Consumer<NotebookEvent> announce,
            LongSupplier nowMs,
            Lanes.Maker newLane) {
        this.ledgers = ledgers;
        this.kernels = kernels;
        this.places = places;
        this.inputs = inputs;
        this.lanes = new Lanes(desk, ledgers, announce, newLane);
        var asked = new AskedRuns(new Sources(cells), announce);
        this.hosting = new Hosting(desk, ledgers, lanes, outputs, asked, nowMs);
        this.requests = new Requests(desk, cells, ledgers, lanes, hosting, places);
    }

    Requests requests() {
        return requests;
    }

    Hosting hosting() {
        return hosting;
    }

    Lanes lanes() {
        return lanes;
    }

    /** Others that would run something for this device are asked there from now on. */
    void seeHosts(HostsHere hosts) {
        places.see(hosts);
        inputs.see(hosts);
        hosting.see(hosts);
    }

    /** What another node says of a run that waits for input (EX-17). */
    void heardInput(DeviceId from, InputMessage message) {
        var host = ledgers.view().run(message.exec()).flatMap(places::host);
        inputs.heard(from, message, host.filter(from::equals).isPresent(), ledgers.maySpeakFor(from, message.exec()));
    }

    /**
     * Answers what a run asks, here or elsewhere.
     *
     * @throws Refusal if it asks nothing, or its host would not take the answer from here
     */
    void answerInput(ExecId exec, String text) {
        if (inputs.isElsewhere(exec) && !ledgers.mayStop(exec)) throw new Refusal(NOT_TO_ANSWER);
        inputs.answer(exec, text);
    }

    /** What the kernel of {@code session} said. */
    void kernelSaid(SessionId session, KernelEvent event) {
        lanes.of(session).ifPresent(lane -> {
            lane.kernelSaid(session, event);
            if (lane.session().isEmpty()) hosting.takeWaiting();
        });
    }

    /** Whatever happened before: no kernel outlives its notebook. */
    void closeKernels() {
        kernels.closeAll();
    }

    /** What a run asked for now waits for, as a sentence; nothing if it runs. */
    Optional<String> waitsFor(ExecId exec) {
        var run = ledgers.view().run(exec).filter(one -> !one.state().isEnd());
        if (run.isEmpty()) return Optional.empty();
        boolean mineToRun = places.host(run.get()).filter(places.me()::equals).isPresent();
        return mineToRun ? lanes.mine().waitsFor(exec) : places.waitsElsewhere(run.get());
    }

    void tick() {
        lanes.all().forEach(Lane::tick);
        inputs.tick();
        hosting.tick();
    }

    /** When {@link #tick} is wanted. */
    OptionalLong nextTickMs() {
        return Stream.concat(
                        lanes.all().stream().map(Lane::nextTickMs), Stream.of(hosting.nextTickMs(), inputs.dueMs()))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** Changes were applied: what waits for heads may know its text now. */
    void cellsChanged() {
        lanes.all().forEach(Lane::cellsChanged);
        hosting.cellsChanged();
    }
}
