package org.anode.node.doc;

import java.util.Optional;
import org.anode.kernel.KernelEvent;
import org.anode.schema.output.OutputEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a kernel says, as a run's outputs take it. */
final class KernelOutput {
    private static final JsonMapper JSON = JsonMapper.shared();

    private KernelOutput() {}

    /** @param count the execution count of the run that said it */
    static Optional<OutputEvent> of(KernelEvent event, long count) {
        return switch (event) {
            case KernelEvent.Stream s -> Optional.of(new OutputEvent.Stream(s.name(), s.text()));
            case KernelEvent.Display d ->
                Optional.of(new OutputEvent.Display(
                        d.displayId(), d.update(), d.data().data(), meta(d.data())));
            case KernelEvent.Result r ->
                Optional.of(new OutputEvent.Result(count, r.data().data(), meta(r.data())));
            case KernelEvent.Failure f -> Optional.of(new OutputEvent.Failure(f.ename(), f.evalue(), f.traceback()));
            case KernelEvent.Clear c -> Optional.of(new OutputEvent.Clear(c.later()));
            case KernelEvent.Ready _,
                    KernelEvent.InputRequest _,
                    KernelEvent.Finished _,
                    KernelEvent.Completed _,
                    KernelEvent.Inspected _,
                    KernelEvent.VariablesListed _,
                    KernelEvent.Died _ -> Optional.empty();
        };
    }

    /** The run that said it; empty for what no run says. */
    static String run(KernelEvent event) {
        return switch (event) {
            case KernelEvent.Stream it -> it.run();
            case KernelEvent.Display it -> it.run();
            case KernelEvent.Result it -> it.run();
            case KernelEvent.Failure it -> it.run();
            case KernelEvent.Clear it -> it.run();
            case KernelEvent.InputRequest it -> it.run();
            case KernelEvent.Finished it -> it.run();
            case KernelEvent.Ready _,
                    KernelEvent.Completed _,
                    KernelEvent.Inspected _,
                    KernelEvent.VariablesListed _,
                    KernelEvent.Died _ -> "";
        };
    }

    private static JsonNode meta(KernelEvent.Mime data) {
        return JSON.readTree(data.metadata());
    }
}
