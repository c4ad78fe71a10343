package org.anode.node.sim.hosts;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.sim.Violation;
import org.anode.node.sim.hosts.Journal.Begun;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Attempt;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;

/** What must be so once everybody is there, has everything, and nothing runs any more. */
final class Checks {
    private static final String SUPERSEDED = "Another computer went on.";

    private final World world;
    private final Journal journal;
    private final boolean lostSomething;

    Checks(World world) {
        this.world = world;
        this.journal = world.journal;
        this.lostSomething = world.computers.stream().anyMatch(Computer::lostPower);
    }

    /** Of each request, then of the sessions. */
    void run() {
        journal.all().forEach(this::begun);
        for (var exec : journal.all()) {
            var runs = world.computers.stream().map(one -> view(one).run(exec)).collect(Collectors.toSet());
            if (runs.size() != 1) throw new Violation("EX-1 " + exec + " is not the same everywhere: " + runs);
            var run = runs.iterator().next();
            if (run.isPresent()) told(run.get());
            else if (!journal.begun(exec).isEmpty() && !lostSomething)
                throw new Violation("EX-8 " + exec + " began, and nobody knows of it");
        }
        sessions();
    }

    static ExecutionView view(Computer computer) {
        return computer.life().orElseThrow().notebook().view();
    }

    private static OpenNotebook open(Computer computer) {
        return computer.life().orElseThrow().notebook().open();
    }

    /** Once in a connected group; and what was asked for, whoever runs it. */
    private void begun(ExecId exec) {
        var begun = journal.begun(exec);
        for (int i = 0; i < begun.size(); i++) {
            for (int j = 0; j < i; j++) {
                var both = List.of(begun.get(j), begun.get(i));
                if (begun.get(i).on() == begun.get(j).on())
                    throw new Violation("EX-14 " + exec + " began twice: " + both);
                if (!world.links.wereApart(begun.get(i).on(), begun.get(j).on()))
                    throw new Violation("EX-1 " + exec + " began twice: " + both);
                world.time.saw(Seen.BEGUN_TWICE);
            }
            text(begun.get(i));
        }
    }

    private void text(Begun one) {
        var asked = journal.asked(one.exec());
        if (asked.filter(was -> !was.text().equals(one.text())).isPresent())
            throw new Violation("EX-2 " + one.exec() + " ran '" + one.text() + "', " + asked.get() + " was asked for");
    }

    private void told(Run run) {
        if (!run.state().isEnd()) throw new Violation("EX-13 " + run.exec() + " has no end: " + run);
        if (isNamed(run) && journal.begun(run.exec()).size() > 1)
            throw new Violation("EX-1 " + run.exec() + " named one and began twice: " + journal.begun(run.exec()));
        if (!lostSomething) listed(run);
        for (var computer : world.computers) outputs(run, text(open(computer).outputs(run.exec())), computer);
    }

    private static boolean isNamed(Run run) {
        return run.request().session().isPresent() || run.request().host().isPresent();
    }

    /** Every run is shown, or listed beside the one that is; what is told beyond that began to begin and was lost. */
    private void listed(Run run) {
        var told = Stream.concat(run.shown().stream(), run.alsoRan().stream())
                .filter(Attempt::started)
                .collect(Collectors.toMap(one -> one.session().orElseThrow(), Attempt::state));
        var real = journal.begun(run.exec()).stream().map(Begun::session).collect(Collectors.toSet());
        boolean isToldToo = told.entrySet().stream()
                .allMatch(one -> real.contains(one.getKey()) || one.getValue() == RunState.LOST);
        if (!told.keySet().containsAll(real) || !isToldToo)
            throw new Violation("EX-1 " + run.exec() + " ran in " + real + ", told is " + told);
    }

    private static String text(List<Output> outputs) {
        return outputs.stream()
                .map(output -> output instanceof Output.Stream(var _, Data.Text(var text)) ? text : "")
                .collect(Collectors.joining());
    }

    private void outputs(Run run, String text, Computer on) {
        var whole = run.session()
                .map(one -> SimKernels.beginning(one) + SimKernels.end(one))
                .orElse("");
        if (!whole.startsWith(text))
            throw new Violation(
                    "EX-1 " + on + " shows of " + run.exec() + ", which is of " + run.session() + ": " + text);
        if (run.state() == RunState.OK && !text.equals(whole) && !lostSomething)
            throw new Violation("EX-16 " + on + " shows of " + run.exec() + " only: " + text);
    }

    /** Of each scope one at most goes on, on a computer that is there. */
    private void sessions() {
        var live = world.computers.stream()
                .map(one ->
                        view(one).sessions().stream().filter(SessionView::live).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        if (live.size() != 1) throw new Violation("EX-4 not the same sessions everywhere: " + live);
        view(world.computers.getFirst()).sessions().stream()
                .filter(session -> session.ended().filter(SUPERSEDED::equals).isPresent())
                .forEach(_ -> world.time.saw(Seen.SUPERSEDED));
        var scopes = new HashSet<String>();
        for (var session : live.iterator().next())
            if (!scopes.add(session.scope())) throw new Violation("EX-4 two sessions of a scope go on: " + live);
    }

    /** That those who are there have taken all that was open. */
    static void requireServed(World world) {
        for (var host : world.hosts()) {
            if (!host.isUp()) continue;
            Set<ExecId> open = view(host).open().stream().map(Run::exec).collect(Collectors.toSet());
            if (!open.isEmpty()) throw new Violation("EX-6 nobody takes what is open: " + open);
        }
    }

    static Optional<Run> run(World world, ExecId exec) {
        return view(world.computers.getFirst()).run(exec);
    }
}
