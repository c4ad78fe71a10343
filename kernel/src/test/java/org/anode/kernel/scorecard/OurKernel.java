package org.anode.kernel.scorecard;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.process.Conversation;
import org.anode.kernel.process.ProcessLauncher;
import org.anode.kernel.scorecard.Check.Step;
import org.anode.kernel.scorecard.Reply.Asked;
import org.anode.kernel.scorecard.Reply.Cleared;
import org.anode.kernel.scorecard.Reply.Completion;
import org.anode.kernel.scorecard.Reply.Failed;
import org.anode.kernel.scorecard.Reply.Heard;
import org.anode.kernel.scorecard.Reply.Shown;
import org.anode.kernel.scorecard.Reply.Text;
import org.awaitility.core.ConditionTimeoutException;

/** Our kernel, in a process of its own as always. */
final class OurKernel implements Peer {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    private static final int HEAP_MIB = 1024;

    private final Path folder;
    private final Normal normal;
    private Conversation kernel;
    private int questions;

    private OurKernel(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.normal = new Normal(List.of(folder.toRealPath().toString()));
        this.kernel = open();
    }

    /** Works in {@code folder}, which is made. */
    static OurKernel start(Path folder) {
        try {
            return new OurKernel(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Conversation open() {
        var launcher = new ProcessLauncher(Conversation.install(folder.resolveSibling("cache")));
        var opened = Conversation.start(launcher, new KernelSpec(folder, HEAP_MIB));
        // One that can not start misses everything, and that would be a record of nothing.
        opened.ready();
        return opened;
    }

    /** A reply is made when all steps are done, so that late output is found. A kernel that dies is started anew. */
    @Override
    public List<Reply> ask(Check check) {
        var later = new ArrayList<Supplier<Reply>>();
        for (var step : check.steps()) {
            if (kernel.died().isPresent()) break;
            later.add(
                    switch (step.kind()) {
                        case CELL -> cell(step);
                        case COMPLETE -> complete(step);
                        case INSPECT -> inspect(step);
                    });
        }
        var replies = new ArrayList<>(later.stream().map(Supplier::get).toList());
        while (replies.size() < check.steps().size()) replies.add(silence("died"));
        if (kernel.died().isPresent()) kernel = open();
        return normal.of(replies);
    }

    private static Reply silence(String why) {
        return new Reply(why, 0, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    private Supplier<Reply> cell(Step step) {
        var run = kernel.begin(step.source());
        var answers = new ArrayDeque<>(step.answers());
        var answered = new AtomicInteger();
        var interrupted = new AtomicBoolean(step.interruptAfter().isEmpty());
        waitFor(() -> {
            if (asked(run) > answered.get() && !answers.isEmpty()) {
                answered.incrementAndGet();
                kernel.kernel.send(new KernelCommand.InputReply(run, answers.remove()));
            }
            if (!interrupted.get()
                    && written(run).contains(step.interruptAfter().orElseThrow())) {
                interrupted.set(true);
                kernel.kernel.interrupt();
            }
            return finished(run).isPresent();
        });
        step.until().ifPresent(text -> waitFor(() -> written(run).contains(text + "\n")));
        var count = kernel.runs();
        return () -> new Reply(
                finished(run)
                        .map(it -> it.status().name().toLowerCase(Locale.ROOT))
                        .orElse("none"),
                count,
                Optional.empty(),
                of(run).flatMap(OurKernel::heard).toList(),
                Optional.empty(),
                Optional.empty());
    }

    private Supplier<Reply> complete(Step step) {
        var id = "question-" + ++questions;
        kernel.kernel.send(new KernelCommand.Complete(id, step.source(), step.cursor()));
        return answer(KernelEvent.Completed.class, it -> it.id().equals(id))
                .map(it -> new Completion(step.source(), it.matches(), it.from(), it.to()))
                .<Supplier<Reply>>map(it -> () -> Reply.completed(it))
                .orElse(() -> silence("none"));
    }

    private Supplier<Reply> inspect(Step step) {
        var id = "question-" + ++questions;
        kernel.kernel.send(new KernelCommand.Inspect(id, step.source(), step.cursor()));
        return answer(KernelEvent.Inspected.class, it -> it.id().equals(id))
                .map(it -> Optional.ofNullable(it.data().data().get("text/plain")))
                .<Supplier<Reply>>map(it -> () -> Reply.inspected(it))
                .orElse(() -> silence("none"));
    }

    private <E extends KernelEvent> Optional<E> answer(Class<E> type, Predicate<E> wanted) {
        waitFor(() -> all(type).anyMatch(wanted));
        return all(type).filter(wanted).findFirst();
    }

    /** Waits no longer than anybody would; what is missing then is missed by the check. */
    private void waitFor(Callable<Boolean> reached) {
        try {
            await().pollInterval(LOOK_EVERY)
                    .atMost(PATIENCE)
                    .until(() -> reached.call() || kernel.died().isPresent());
        } catch (ConditionTimeoutException e) {
            kernel.kernel.close();
            kernel.awaitDeath();
        }
    }

    private Stream<KernelEvent> of(String run) {
        return kernel.events.stream().filter(event -> Conversation.runOf(event).equals(run));
    }

    private <E extends KernelEvent> Stream<E> all(Class<E> type) {
        return kernel.events.stream().filter(type::isInstance).map(type::cast);
    }

    private long asked(String run) {
        return of(run).filter(KernelEvent.InputRequest.class::isInstance).count();
    }

    private String written(String run) {
        return new Conversation.Outcome(of(run).toList()).text("stdout");
    }

    private Optional<KernelEvent.Finished> finished(String run) {
        return all(KernelEvent.Finished.class)
                .filter(it -> it.run().equals(run))
                .findFirst();
    }

    private static Stream<Heard> heard(KernelEvent event) {
        return switch (event) {
            case KernelEvent.Stream it -> Stream.of(new Text(it.name(), it.text()));
            case KernelEvent.Display it -> Stream.of(shown(it.data(), it.displayId(), it.update(), false));
            case KernelEvent.Result it -> Stream.of(shown(it.data(), Optional.empty(), false, true));
            case KernelEvent.Failure it ->
                Stream.of(new Failed(it.ename(), it.evalue(), String.join("\n", it.traceback())));
            case KernelEvent.Clear it -> Stream.of(new Cleared(it.later()));
            case KernelEvent.InputRequest it -> Stream.of(new Asked(it.prompt(), it.password()));
            case KernelEvent.Finished _,
                    KernelEvent.Ready _,
                    KernelEvent.Completed _,
                    KernelEvent.Inspected _,
                    KernelEvent.VariablesListed _,
                    KernelEvent.Died _ -> Stream.empty();
        };
    }

    private static Shown shown(KernelEvent.Mime data, Optional<String> id, boolean update, boolean result) {
        var metadata = Bundles.json(Bundles.JSON.readValue(data.metadata(), Object.class));
        return new Shown(Bundles.of(data.data()), metadata, id, update, result);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
