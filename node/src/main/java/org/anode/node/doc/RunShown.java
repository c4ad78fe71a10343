package org.anode.node.doc;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;

/**
 * A run as a cell shows it at one moment.
 *
 * @param queue        its place among those that wait for the kernel, 1 is next; while it waits
 * @param startedAgoMs while it runs
 * @param waitsFor     a sentence, while it waits
 * @param edited       whether the cell's source is no more what was run
 * @param prompt       what it asks, while it waits for input
 * @param host         the device that runs it, ran it or is to run it; empty while none has it
 * @param gone         whether that one can not be reached, and the run has not ended (EX-9)
 */
public record RunShown(
        Run run,
        OptionalInt queue,
        OptionalLong startedAgoMs,
        Optional<String> waitsFor,
        boolean edited,
        Optional<Prompt> prompt,
        Optional<DeviceId> host,
        boolean gone) {
    static RunShown of(OpenNotebook notebook, Run run) {
        var waits = run.state().compareTo(RunState.EXECUTING) < 0;
        return new RunShown(
                run,
                waits ? place(notebook, run) : OptionalInt.empty(),
                notebook.runs().lanes().startedAgoMs(run.exec()),
                waits ? notebook.runs().waitsFor(run.exec()) : Optional.empty(),
                isEdited(notebook, run),
                notebook.prompt(run.exec()),
                notebook.places().host(run),
                notebook.isGone(run));
    }

    private static OptionalInt place(OpenNotebook notebook, Run run) {
        var waiting = notebook.waiting();
        for (int i = 0; i < waiting.size(); i++)
            if (waiting.get(i).exec().equals(run.exec())) return OptionalInt.of(i + 1);
        return OptionalInt.empty();
    }

    private static boolean isEdited(OpenNotebook notebook, Run run) {
        var cell = notebook.view().cells().get(run.cell());
        return cell != null
                && !Bytes.utf8(cell.source())
                        .sha256()
                        .equals(run.request().sourceHash().value());
    }
}
