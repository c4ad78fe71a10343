package org.anode.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anode.kernel.KernelLauncher;
import org.anode.node.control.Reply;
import org.anode.node.doc.Shown;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import org.jspecify.annotations.Nullable;

/**
 * {@code anode run}: executes a notebook file from top to bottom in a fresh in-memory node and session, as {@code
 * nbconvert --execute} does. The outputs of the file are cleared first; cells without text are left out.
 *
 * @param file        what to run; the kernel works in its folder
 * @param cellTimeout the longest one cell may take, the kernel's start left out
 * @param allowErrors whether to go on after a cell failed
 */
public record HeadlessRun(Path file, Optional<Duration> cellTimeout, boolean allowErrors) {
    /** What an interrupt may take before the run goes on without an answer: the whole ladder up to a kill. */
    private static final Duration INTERRUPT_MAX = Duration.ofSeconds(30);

    /**
     * @param notebook the file as it is after the run, outputs included
     * @param failure  a sentence about the first cell that failed
     */
    public record Result(Bytes notebook, Optional<String> failure) {}

    /** Hears how far a run is; called on the running thread. */
    @FunctionalInterface
    public interface Progress {
        void line(String line);
    }

    /** @throws NodeFailure if the file can not be read or is no notebook */
    public Result run(KernelLauncher kernels, int heapMiB, Progress progress) {
        try (var node = Node.open(new NodeConfig(Optional.empty(), kernels, heapMiB))) {
            var notebook = node.files().take(file, progress::line);
            return new Cells(node, notebook, progress).run();
        }
    }

    /** One run of a notebook's cells. */
    private final class Cells {
        private final Node node;
        private final NotebookId notebook;
        private final Progress progress;
        private @Nullable String failure;
        private boolean stopped;

        Cells(Node node, NotebookId notebook, Progress progress) {
            this.node = node;
            this.notebook = notebook;
            this.progress = progress;
        }

        Result run() {
            var cells = node.shelf().ask(notebook, open -> {
                open.clear(List.of());
                return Shown.of(open).view().visible();
            });
            var wanted = cells.stream().filter(Cells::isCode).toList();
            for (int i = 0; i < wanted.size() && !stopped; i++) {
                progress.line("Cell " + (i + 1) + " of " + wanted.size() + " …");
                run(wanted.get(i), "Cell " + (i + 1));
            }
            return new Result(node.files().content(notebook), Optional.ofNullable(failure));
        }

        private void run(Cell cell, String name) {
            var execution = new Execution(node.shelf(), notebook, this::hear);
            try {
                var run = execution
                        .run(List.of(cell.id().value()), Patience.fromStart(cellTimeout))
                        .getFirst();
                if (!run.state().isEnd()) timedOut(name);
                else if (run.state() != RunState.OK) fail(name, sentence(run, execution.failure()));
            } catch (NodeFailure e) {
                fail(name, "was given up: " + e.sentence());
                stopped = true;
            }
        }

        /** With errors allowed the next cell needs a kernel that is free. */
        private void timedOut(String name) {
            fail(name, "did not end within " + cellTimeout.orElseThrow().toSeconds() + " s.");
            if (!allowErrors) return;
            var interrupted = node.shelf().ask(notebook, open -> open.interrupt(Optional.empty()));
            new Execution(node.shelf(), notebook, this::hear)
                    .await(interrupted, Patience.fromAsking(Optional.of(INTERRUPT_MAX)));
        }

        private void fail(String name, String what) {
            var sentence = name + " " + what;
            progress.line(sentence);
            if (failure == null) failure = sentence;
            stopped |= !allowErrors;
        }

        private void hear(Reply reply) {
            if (reply instanceof Reply.Progress(var line)) progress.line(line);
        }

        private static boolean isCode(Cell cell) {
            return cell.type() == CellType.CODE && !cell.source().isBlank();
        }

        private static String sentence(Run run, String error) {
            if (run.state() == RunState.ERROR && !error.isEmpty()) return "failed: " + error;
            return run.state().word() + run.reason().map(why -> ": " + why).orElse(".");
        }
    }
}
