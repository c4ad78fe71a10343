package org.anode.node.doc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anode.kernel.KernelEvent;
import org.anode.node.NodeFailure;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Effect;
import org.anode.node.store.Blobs;
import org.anode.node.store.DocumentLog;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.DocumentFull;
import org.anode.schema.output.Displays;
import org.anode.schema.output.Flush;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputEdit;
import org.anode.schema.output.OutputEvent;
import org.anode.schema.output.OutputFold;
import org.anode.schema.output.OutputsDocument;
import org.jspecify.annotations.Nullable;

/**
 * What one kernel at a time puts out: folds what it says and stores it, coalesced, in the session's outputs document and
 * in rows, blobs in the same write as what names them. Keeps nothing in memory but the folds of the current run and of a
 * few before it, whose threads and tasks may still put something out.
 */
final class OwnOutputs implements AutoCloseable {
    /** A run's first output is stored at once, the others gather: a change costs a signature and a write. */
    static final long STORE_EVERY_MS = 50;

    /** What runs put out after their end is stored this often: nobody waits for it. */
    static final long STORE_LATE_EVERY_MS = 500;

    /** A run that is over and silent for so long is stored as done; what it says then begins another output. */
    static final long LATE_QUIET_MS = 60_000;

    /** Runs whose threads are still heard; each may hold a run's output budget. */
    static final int LATE_RUNS_MAX = 8;

    private final Desk desk;
    private final Pending pending;
    private final Replication replication;
    private final OutputRows rows;
    private final Blobs blobs;
    private final Consumer<NotebookEvent> announce;
    private @Nullable Written written;
    private @Nullable RunOutputs current;

    /** Runs of the open session that ended, by what the kernel calls them, the oldest first. */
    private final Map<String, RunOutputs> ended = new LinkedHashMap<>();

    /** The outputs document of the open session. */
    private record Written(
            SessionId session, OutputsDocument document, Displays displays, BatchWriter writer, DocumentLog log) {
        Written with(BatchWriter by, OutputsDocument as) {
            return new Written(session, as, displays, by, log);
        }
    }

    /** What a run put out so far. */
    private static final class RunOutputs {
        final ExecId exec;
        final long count;
        final OutputFold fold;
        final OutputList list = new OutputList();
        List<Output> shown = List.of();

        /** Whether it said something since it was stored. */
        boolean said;

        boolean isOver;

        /** Whether what it said after its end is stored, but not as done. */
        boolean isOpen;

        long dueMs = Long.MIN_VALUE;

        RunOutputs(ExecId exec, long count, OutputFold fold) {
            this.exec = exec;
            this.count = count;
            this.fold = fold;
        }
    }

    /** @param announce hears which outputs were stored */
    OwnOutputs(Desk desk, Pending pending, Replication replication, Consumer<NotebookEvent> announce) {
        this.desk = desk;
        this.replication = replication;
        this.announce = announce;
        this.pending = pending;
        this.rows = OutputRows.ofThisDevice(desk.log());
        this.blobs = new Blobs(desk.store());
    }

    private Optional<RunOutputs> current(ExecId exec) {
        return Optional.ofNullable(current).filter(run -> run.exec.equals(exec));
    }

    /** What {@code exec} put out, as it was told last; empty unless it is the last run. */
    Optional<List<Output>> of(ExecId exec) {
        return current(exec).map(run -> run.shown);
    }

    /** How many outputs {@code exec} has; empty unless it is the last run. */
    OptionalLong count(ExecId exec) {
        return current(exec).map(run -> OptionalLong.of(run.fold.outputsEnd())).orElse(OptionalLong.empty());
    }

    /** What comes from now on is of this run. */
    void begin(SessionId session, ExecId exec, long executionCount) {
        if (current != null) retire(current);
        current = new RunOutputs(exec, executionCount, new OutputFold(exec, written(session).displays));
    }

    private void retire(RunOutputs run) {
        ended.put(run.exec.value(), run);
        if (ended.size() > LATE_RUNS_MAX) leave(ended.values().iterator().next());
    }

    private void leave(RunOutputs run) {
        settle(run);
        ended.remove(run.exec.value());
        run.fold.release();
    }

    /** Which run is to show what the kernel said: the one that said it, if it is not too long ago, else the last one. */
    Optional<ExecId> owner(KernelEvent event) {
        return Optional.ofNullable(current).map(last -> run(event, last).exec);
    }

    private RunOutputs run(KernelEvent event, RunOutputs last) {
        var named = KernelOutput.run(event);
        return named.equals(last.exec.value()) ? last : ended.getOrDefault(named, last);
    }

    void add(KernelEvent event) {
        if (current == null) return;
        var by = run(event, current);
        by.said = true;
        KernelOutput.of(event, by.count).ifPresent(output -> {
            by.fold.on(output);
            if (output instanceof OutputEvent.Display update && update.update()) updateOthers(by, update);
        });
    }

    private void updateOthers(RunOutputs by, OutputEvent.Display update) {
        kept().filter(run -> run != by && run.fold.onElsewhere(update)).forEach(run -> run.said = true);
    }

    private Stream<RunOutputs> kept() {
        return Stream.concat(ended.values().stream(), Stream.ofNullable(current));
    }

    /** When {@link #store} is wanted: steadily while a run puts something out, for the fold may hold some of it back. */
    OptionalLong dueMs() {
        return kept().filter(run -> run.said || run.isOpen)
                .mapToLong(OwnOutputs::dueMs)
                .min();
    }

    private static long dueMs(RunOutputs run) {
        return run.said ? run.dueMs : run.dueMs + LATE_QUIET_MS;
    }

    void store(long nowMs) {
        kept().filter(run -> (run.said || run.isOpen) && dueMs(run) <= nowMs)
                .toList()
                .forEach(run -> store(run, nowMs));
    }

    private void store(RunOutputs run, long nowMs) {
        if (run.isOver && !run.said) {
            settle(run);
            return;
        }
        if (run.isOver) {
            run.said = false;
            run.isOpen = true;
        }
        run.dueMs = nowMs + (run.isOver ? STORE_LATE_EVERY_MS : STORE_EVERY_MS);
        write(run.fold.flush());
        show(run);
    }

    /** The run is over: stores all that is left. */
    void finish() {
        if (current == null) return;
        current.isOver = true;
        settle(current);
    }

    /** The session ends: stores what is left of every run, none of which says more. */
    void finishAll() {
        finish();
        List.copyOf(ended.values()).forEach(this::leave);
    }

    private void settle(RunOutputs run) {
        run.said = false;
        run.isOpen = false;
        write(run.fold.finish());
        show(run);
    }

    /** Whoever watches sees a progress bar move also where it is stored in steps. */
    private void show(RunOutputs run) {
        var before = run.shown;
        run.shown = run.fold.shown();
        var news = OutputList.changed(run.exec, before, run.shown);
        if (!news.put().isEmpty() || before.size() != news.length()) announce.accept(news);
    }

    private void write(Flush flush) {
        if (written != null && !flush.isEmpty()) write(written.session, flush.edits(), flush.blobs());
    }

    /** One change of the session's document, with its rows and blobs. */
    void write(SessionId session, List<OutputEdit> edits, Map<BlobId, Bytes> content) {
        var to = written(session);
        var chunks = changes(to, edits);
        for (var blob : content.values()) pending.add(blobs.put(blob));
        replication.wrote(to.log, to.writer.write(chunks), chunks);
        edits.stream().collect(Collectors.groupingBy(OutputEdit::exec)).forEach(this::writeRows);
    }

    /** An update of a display may reach runs that ended long ago; what becomes of the others {@link #show} tells. */
    private void writeRows(ExecId exec, List<OutputEdit> edits) {
        var run = kept().filter(one -> one.exec.equals(exec)).findFirst();
        var list = run.map(one -> one.list).orElseGet(() -> rows.list(exec));
        var before = list.inOrder();
        pending.add(rows.changes(exec, list, list.apply(edits)));
        if (run.isEmpty()) announce.accept(OutputList.changed(exec, before, list.inOrder()));
    }

    /** A failure, and no refusal: the session ends with it, and the next one begins with an empty document (R10). */
    private static List<ChangeChunk> changes(Written to, List<OutputEdit> edits) {
        try {
            return to.document.write(edits);
        } catch (DocumentFull e) {
            throw new NodeFailure(
                    "The outputs of this kernel's runs are larger than there is room for (" + e.getMessage()
                            + "), so it was ended; run the cells again.",
                    e);
        }
    }

    @Override
    public void close() {
        closeWritten();
    }

    private void closeWritten() {
        if (written != null) written.document.close();
        written = null;
        ended.clear();
    }

    private Written written(SessionId session) {
        var open = written;
        if (open != null && open.session.equals(session)) return open;
        closeWritten();
        var name = new DocumentName.Outputs(session);
        var writer = desk.writer(name);
        var document = OutputsDocument.create(writer.actor());
        written = open = new Written(session, document, new Displays(), writer, replication.log(name));
        return open;
    }

    /** The document of the open session, as peers change it; nothing they write there is shown here. */
    Optional<Merged> merged(SessionId session) {
        return Optional.ofNullable(written)
                .filter(w -> w.session.equals(session))
                .map(_ -> new Own());
    }

    private final class Own implements Merged {
        @Override
        public Optional<String> apply(Effect.Apply one) {
            var to = Objects.requireNonNull(written);
            replication.mark(to.log, one.batch());
            return Refusals.of(to.document.apply(one.changes()).applied());
        }

        @Override
        public void rebuild() {
            var old = Objects.requireNonNull(written);
            old.document.close();
            written = old.with(old.writer, rebuilt(old.writer, old.log));
        }

        /** Loaded, so that it counts on from the last output. */
        private OutputsDocument rebuilt(BatchWriter writer, DocumentLog log) {
            try (var document = OutputsDocument.create(writer.actor())) {
                replication.changes(log, document::apply);
                return switch (OutputsDocument.load(document.save(), writer.actor())) {
                    case OutputsDocument.Opened.Ok(var loaded) -> loaded;
                    case OutputsDocument.Opened.Malformed(var reason) -> throw new IllegalStateException(reason);
                };
            }
        }

        @Override
        public void newActor() {
            var old = Objects.requireNonNull(written);
            written = old.with(desk.writer(old.log.document()), old.document);
        }
    }
}
