package org.anode.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.anode.kernel.KernelEvent;
import org.anode.node.control.Reply;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.store.Blobs;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;

/**
 * Runs asked for and followed to their end: what they put out goes to a reader as it comes. Used by one thread; hears
 * on the notebook's.
 */
final class Execution implements NotebookEvent.Observer {
    /** How often the states are looked at, whatever was heard. */
    private static final long LOOK_MS = 1_000;

    private static final String NO_RIGHT =
            "What was asked for does not count any more: this computer's right to have it run was taken away.";

    /** A century, in ns. */
    private static final long FOR_EVER_NS = Duration.ofDays(36_500).toNanos();

    /** How long outputs may take that are to come after the end of their run. */
    private static final long OUTPUTS_WAIT_NS = Duration.ofSeconds(10).toNanos();

    private final Shelf shelf;
    private final NotebookId notebook;
    private final Consumer<Reply> reader;
    private final Unread unread = new Unread();
    private final FarOutput far;
    private final Set<ExecId> live = new HashSet<>();
    private final Map<ExecId, Long> endedNs = new HashMap<>();
    private List<ExecId> execs = List.of();
    private boolean counting;
    private long deadlineNs = System.nanoTime() + FOR_EVER_NS;
    private String failure = "";
    private long sayWaitsNs = System.nanoTime();
    private Optional<String> saidWaits = Optional.empty();

    Execution(Shelf shelf, NotebookId notebook, Consumer<Reply> reader) {
        this.shelf = shelf;
        this.notebook = notebook;
        this.reader = reader;
        this.far = new FarOutput(new Blobs(shelf.store())::get, reader);
    }

    @Override
    public void on(NotebookEvent event) {
        unread.put(event);
    }

    /**
     * Runs the cells named, or all code cells.
     *
     * @return how each ended; one that has not is still under way
     */
    List<Run> run(List<String> cells, Patience patience) {
        return run(cells, Optional.empty(), patience);
    }

    /** @param on the device that is to run them; the usual one if there is none */
    List<Run> run(List<String> cells, Optional<DeviceId> on, Patience patience) {
        return await(
                shelf.askNow(notebook, open -> {
                    var asked = open.run(cells, on);
                    open.observe(this);
                    return asked;
                }),
                patience);
    }

    /** Follows runs that were asked for already. */
    List<Run> await(List<ExecId> asked, Patience patience) {
        execs = asked;
        reader.accept(new Reply.Asked(asked.stream().map(ExecId::value).toList()));
        try {
            follow(patience);
            return requireAll(shelf.ask(notebook, this::runs));
        } finally {
            shelf.askNow(notebook, open -> open.forget(this));
        }
    }

    /** @throws NodeFailure if one of those asked for is none any more, for this device may not ask for it now (EX-19) */
    private List<Run> requireAll(List<Run> found) {
        if (found.size() < execs.size()) throw new NodeFailure(NO_RIGHT);
        return found;
    }

    /** What the last exception said, in one line. */
    String failure() {
        return failure.isEmpty() ? far.failure() : failure;
    }

    private void follow(Patience patience) {
        var open = new HashSet<>(execs);
        if (!patience.fromStart()) beginCounting(patience);
        while (!open.isEmpty() && System.nanoTime() - deadlineNs < 0) {
            sayWaits(open);
            var event = next();
            event.ifPresent(this::pass);
            if (event.isEmpty()) look(open, patience);
            else if (event.get() instanceof NotebookEvent.RunChanged(var run)) see(run, open, patience);
        }
        for (var rest = unread.takeNow(); rest.isPresent(); rest = unread.takeNow()) pass(rest.get());
        if (unread.hasLost())
            say(Optional.of("Some output came too fast to be printed here; show has all that was kept."));
    }

    private void look(Set<ExecId> open, Patience patience) {
        var now = shelf.askNow(notebook, this::runs);
        open.retainAll(now.stream().map(Run::exec).toList());
        now.forEach(run -> see(run, open, patience));
    }

    /** What the first that has not ended waits for, when that is another thing than before. */
    private void sayWaits(Set<ExecId> open) {
        if (System.nanoTime() - sayWaitsNs < 0) return;
        sayWaitsNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
        var first = execs.stream().filter(open::contains).findFirst();
        var now = first.flatMap(exec -> shelf.askNow(notebook, asked -> asked.waitsFor(exec)));
        if (now.isPresent() && !now.equals(saidWaits)) say(now);
        saidWaits = now;
    }

    private void see(Run run, Set<ExecId> open, Patience patience) {
        if (run.state() == RunState.EXECUTING && open.contains(run.exec())) beginCounting(patience);
        if (run.state().isEnd() && open.contains(run.exec()) && isWhole(run)) open.remove(run.exec());
    }

    /** Outputs of a run elsewhere may come after its end (EX-16), if they come at all. */
    private boolean isWhole(Run run) {
        if (live.contains(run.exec()) || run.outputsEnd().orElse(0) == 0) return true;
        var outputs = shelf.askNow(notebook, open -> open.outputs(run.exec()));
        boolean hasAll =
                outputs.size() >= run.outputsEnd().orElse(0) && outputs.stream().allMatch(far::isHere);
        far.rest(run.exec(), outputs);
        if (hasAll) return true;
        var sinceNs = endedNs.computeIfAbsent(run.exec(), _ -> System.nanoTime());
        return System.nanoTime() - sinceNs > OUTPUTS_WAIT_NS;
    }

    /** Once. */
    private void beginCounting(Patience patience) {
        if (!counting)
            deadlineNs =
                    System.nanoTime() + patience.limit().map(Duration::toNanos).orElse(FOR_EVER_NS);
        counting = true;
    }

    private Optional<NotebookEvent> next() {
        try {
            long wait = Math.min(LOOK_MS, TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime()) + 1);
            return unread.take(wait);
        } catch (InterruptedException e) {
            throw new NodeFailure("Waiting was interrupted.", e);
        }
    }

    private List<Run> runs(OpenNotebook open) {
        return execs.stream().flatMap(exec -> open.run(exec).stream()).toList();
    }

    private void pass(NotebookEvent event) {
        switch (event) {
            case NotebookEvent.Live(var exec, var said)
            when execs.contains(exec) -> {
                live.add(exec);
                pass(said);
            }
            case NotebookEvent.OutputsChanged news
            when execs.contains(news.exec()) && !live.contains(news.exec()) -> far.on(news);
            case NotebookEvent.InputWanted(var prompt)
            when execs.contains(prompt.exec()) ->
                say(Optional.of("The cell waits for input in the notebook's page: " + prompt.text()));
            case NotebookEvent.Live _,
                    NotebookEvent.RunChanged _,
                    NotebookEvent.ShownChanged _,
                    NotebookEvent.CellsChanged _,
                    NotebookEvent.TextChanged _,
                    NotebookEvent.OutputsChanged _,
                    NotebookEvent.KernelChanged _,
                    NotebookEvent.InputWanted _,
                    NotebookEvent.InputSettled _,
                    NotebookEvent.RunsAsked _,
                    NotebookEvent.PolicyChanged _,
                    NotebookEvent.MembersChanged _,
                    NotebookEvent.Noticed _,
                    NotebookEvent.BlobsNamed _,
                    NotebookEvent.SyncChanged _,
                    NotebookEvent.Closed _ -> {}
        }
    }

    private void pass(KernelEvent event) {
        switch (event) {
            case KernelEvent.Stream s ->
                reader.accept(new Reply.Text(s.text(), s.name().equals("stderr")));
            case KernelEvent.Display d -> text(d.data(), d.update());
            case KernelEvent.Result r -> text(r.data(), false);
            case KernelEvent.Failure f -> {
                failure = f.ename() + ": " + f.evalue();
                reader.accept(new Reply.Text(String.join("\n", f.traceback()) + "\n", true));
            }
            case KernelEvent.Ready _,
                    KernelEvent.Clear _,
                    KernelEvent.InputRequest _,
                    KernelEvent.Finished _,
                    KernelEvent.Completed _,
                    KernelEvent.Inspected _,
                    KernelEvent.VariablesListed _,
                    KernelEvent.Died _ -> {}
        }
    }

    private void text(KernelEvent.Mime data, boolean update) {
        if (update) return;
        var plain = data.data().get("text/plain");
        var types =
                "[" + String.join(", ", data.data().keySet().stream().sorted().toList()) + "]";
        reader.accept(new Reply.Text((plain == null ? types : plain) + "\n", false));
    }

    private void say(Optional<String> line) {
        line.ifPresent(text -> reader.accept(new Reply.Progress(text)));
    }
}
