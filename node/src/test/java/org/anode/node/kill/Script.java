package org.anode.node.kill;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.anode.node.NodeFailure;
import org.anode.node.control.Command;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;

/** Edits and runs one notebook and remembers what was asked and what was acknowledged. */
final class Script {
    private static final int CELLS = 5;

    /** Between two edits, at most: a quick typist, who leaves the kernel some of the machine. */
    private static final int PAUSE_MS_MAX = 40;

    /** The values of one cell: every one sent after {@code acknowledged} may or may not have been saved. */
    private static final class Written {
        volatile int sent = -1;
        volatile int acknowledged = -1;
    }

    private final Random random;
    private final Path runsFile;
    private final String notebook;
    private final Map<String, Written> cells = new LinkedHashMap<>();
    private final Map<String, String> runs = new ConcurrentHashMap<>();
    private final AtomicInteger editsAcknowledged = new AtomicInteger();
    private final AtomicInteger runsFinished = new AtomicInteger();
    private int edits;

    Script(NodeLink node, Path runsFile, Random random) {
        this.random = random;
        this.runsFile = runsFile;
        notebook = done(node.call(new Command.NewNotebook(Optional.of("kill")), reply -> {}));
        for (int i = 0; i < CELLS; i++)
            cells.put(
                    done(node.call(new Command.Add(notebook, "markdown", Optional.empty(), ""), reply -> {})),
                    new Written());
    }

    String notebook() {
        return notebook;
    }

    /** Edits acknowledged since the beginning. */
    int editsAcknowledged() {
        return editsAcknowledged.get();
    }

    /** Runs that ended and were acknowledged since the beginning. */
    int runsFinished() {
        return runsFinished.get();
    }

    /** Edits until the node is gone. */
    void edit(NodeLink node) {
        var ids = List.copyOf(cells.keySet());
        while (true) {
            var id = ids.get(random.nextInt(ids.size()));
            var written = cells.get(id);
            written.sent = edits++;
            if (!isDone(node, new Command.Edit(notebook, id, "value " + written.sent))) return;
            written.acknowledged = written.sent;
            editsAcknowledged.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(PAUSE_MS_MAX)));
        }
    }

    /** Adds cells and runs them until the node is gone. Each run leaves its token and its kernel's pid in the file. */
    void run(NodeLink node) {
        for (int i = 0; ; i++) {
            var token = "run-" + runs.size();
            var source =
                    "import os, time\nwith open(%s, 'a') as f: f.write('%s %%d\\n' %% os.getpid())\ntime.sleep(%s)\nprint('%s')"
                            .formatted(quoted(runsFile), token, i % 3 == 2 ? "0.1" : "0", token);
            var added = call(node, new Command.Add(notebook, "code", Optional.empty(), source));
            if (added.isEmpty()) return;
            var cell = done(added.get());
            runs.put(token, "asked " + cell);
            if (!isDone(node, new Command.Exec(notebook, List.of(cell), false, true, Optional.empty()))) return;
            runs.put(token, "finished " + cell);
            runsFinished.incrementAndGet();
        }
    }

    /** True if {@code source} is what was acknowledged last for {@code cell}, or was sent and not answered. */
    boolean mayHold(String cell, String source) {
        var written = cells.get(cell);
        if (written == null) return true;
        if (source.isEmpty()) return written.acknowledged < 0;
        var value = Integer.parseInt(source.substring("value ".length()));
        return value >= written.acknowledged && value <= written.sent;
    }

    /** After a look: what is there now is the truth, an unanswered edit included. */
    void settle(String cell, String source) {
        var written = cells.get(cell);
        if (written == null || source.isEmpty()) return;
        written.acknowledged = Integer.parseInt(source.substring("value ".length()));
        written.sent = written.acknowledged;
    }

    java.util.Set<String> cells() {
        return cells.keySet();
    }

    /** token → {@code asked CELL} or {@code finished CELL}. */
    Map<String, String> runs() {
        return runs;
    }

    private static String quoted(Path path) {
        return "r'" + path + "'";
    }

    private static boolean isDone(NodeLink node, Command command) {
        return call(node, command).filter(Reply.Done.class::isInstance).isPresent();
    }

    /** Empty once the node is gone. */
    private static Optional<Reply> call(NodeLink node, Command command) {
        try {
            var reply = node.call(command, onReply -> {});
            if (reply instanceof Reply.Failed(var sentence, var usage))
                throw new AssertionError(command + ": " + sentence);
            return Optional.of(reply);
        } catch (NodeFailure gone) {
            return Optional.empty();
        }
    }

    private static String done(Reply reply) {
        if (reply instanceof Reply.Done(var result))
            return result.isObject() ? result.get("id").asString() : result.asString();
        throw new AssertionError(reply);
    }
}
