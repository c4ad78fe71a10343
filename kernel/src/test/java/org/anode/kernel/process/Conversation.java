package org.anode.kernel.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.anode.kernel.Kernel;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;

/** A test's talk with one real kernel: runs cells, waits, and keeps all that was said. */
public final class Conversation implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicLong runs = new AtomicLong();
    public final List<KernelEvent> events = new CopyOnWriteArrayList<>();
    public final Kernel kernel;

    private Conversation(KernelLauncher launcher, KernelSpec spec) {
        kernel = launcher.launch(spec, events::add);
    }

    public static Conversation start(KernelLauncher launcher, KernelSpec spec) {
        return new Conversation(launcher, spec);
    }

    /** What the tests' own class path holds is what a child needs. */
    public static KernelInstall install(Path cache) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new KernelInstall(
                Path.of(System.getProperty("java.home")),
                Arrays.stream(classPath.split(File.pathSeparator))
                        .map(Path::of)
                        .filter(Files::exists)
                        .toList(),
                Optional.empty(),
                cache);
    }

    public KernelEvent.Ready ready() {
        await().atMost(PATIENCE).until(() -> first(KernelEvent.Ready.class).isPresent() || died().isPresent());
        return first(KernelEvent.Ready.class).orElseThrow(() -> new AssertionError(events.toString()));
    }

    /** Runs a cell to its end. */
    Outcome run(String source) {
        return finish(begin(source));
    }

    /** Runs a cell that may take longer than a test's usual patience. */
    Outcome run(String source, Duration patience) {
        return finish(begin(source), patience);
    }

    public String begin(String source) {
        assertEquals(Optional.empty(), died(), "the kernel lives");
        var count = runs.incrementAndGet();
        var run = "run-" + count;
        kernel.send(new KernelCommand.Execute(run, "Cell " + count, source, count));
        return run;
    }

    /** How many cells were begun; the last one's execution count. */
    public long runs() {
        return runs.get();
    }

    Outcome finish(String run) {
        return finish(run, PATIENCE);
    }

    private Outcome finish(String run, Duration patience) {
        await().pollInterval(Duration.ofMillis(2)).atMost(patience).until(() -> finished(run) || died().isPresent());
        return new Outcome(
                events.stream().filter(event -> run.equals(runOf(event))).toList());
    }

    public KernelEvent.Died awaitDeath() {
        await().atMost(PATIENCE).until(() -> died().isPresent());
        return died().orElseThrow();
    }

    void awaitText(String text) {
        await().atMost(PATIENCE).until(() -> text("stdout").contains(text) || died().isPresent());
    }

    String text(String stream) {
        return new Outcome(events).text(stream);
    }

    public Optional<KernelEvent.Died> died() {
        return first(KernelEvent.Died.class);
    }

    <E extends KernelEvent> Optional<E> first(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private boolean finished(String run) {
        return events.stream()
                .anyMatch(event ->
                        event instanceof KernelEvent.Finished f && f.run().equals(run));
    }

    public static String runOf(KernelEvent event) {
        return switch (event) {
            case KernelEvent.Stream it -> it.run();
            case KernelEvent.Display it -> it.run();
            case KernelEvent.Result it -> it.run();
            case KernelEvent.Failure it -> it.run();
            case KernelEvent.Clear it -> it.run();
            case KernelEvent.InputRequest it -> it.run();
            case KernelEvent.Finished it -> it.run();
            case KernelEvent.Ready it -> "";
            case KernelEvent.Completed it -> "";
            case KernelEvent.Inspected it -> "";
            case KernelEvent.VariablesListed it -> "";
            case KernelEvent.Died it -> "";
        };
    }

    @Override
    public void close() {
        kernel.close();
        await().atMost(PATIENCE).until(() -> died().isPresent());
    }

    /** The events of one run. */
    public record Outcome(List<KernelEvent> events) {
        KernelEvent.Status status() {
            return only(KernelEvent.Finished.class).status();
        }

        public String text(String stream) {
            return all(KernelEvent.Stream.class).stream()
                    .filter(event -> event.name().equals(stream))
                    .map(KernelEvent.Stream::text)
                    .collect(Collectors.joining());
        }

        String out() {
            return text("stdout");
        }

        KernelEvent.Failure failure() {
            return only(KernelEvent.Failure.class);
        }

        <E extends KernelEvent> E only(Class<E> type) {
            var all = all(type);
            if (all.size() != 1) {
                throw new AssertionError("expected one " + type.getSimpleName() + " in " + events);
            }
            return all.getFirst();
        }

        <E extends KernelEvent> List<E> all(Class<E> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
