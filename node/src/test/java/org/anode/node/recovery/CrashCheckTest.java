package org.anode.node.recovery;

import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.node.NodeFailure;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.replicate.BatchContents;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.store.CrashMarker;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.node.store.Snapshot;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.Obj;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class CrashCheckTest {
    private static final Path NATIVES = PlatformFolders.current().cache().resolve("native");

    @TempDir
    Path temp;

    private final MemoryStore store = new MemoryStore();
    private final Notebooks notebooks = new Notebooks(store);
    private final List<List<Bytes>> tried = new ArrayList<>();
    private DocumentLog log;
    private SealedBatch before;
    private SealedBatch culprit;
    private SealedBatch sameChain;
    private SealedBatch builtOn;
    private SealedBatch unrelated;

    /** Two authors: one writes before and the culprit, the other builds on it; a third knows nothing of it. */
    @BeforeEach
    void write() {
        store.write(notebooks.create(NOTEBOOK, ROOT.encoded()));
        log = notebooks.log(NOTEBOOK).document(CELLS);
        var anna = Samples.writer(1);
        var bela = Samples.writer(2);
        var cora = Samples.writer(3);
        try (var first = document(anna);
                var second = document(bela);
                var third = document(cora)) {
            before = edit(first, anna, "a");
            culprit = edit(first, anna, "b");
            apply(second, before, culprit);
            builtOn = edit(second, bela, "c");
            sameChain = edit(first, anna, "d");
            unrelated = edit(third, cora, "e");
        }
    }

    private static AutomergeDoc document(BatchWriter writer) {
        return AutomergeDoc.create(Genesis.CELLS.chunk(), writer.actor());
    }

    private SealedBatch edit(AutomergeDoc document, BatchWriter writer, String key) {
        var sealed = writer.write(document.edit(tx -> tx.put(Obj.ROOT, key, 1L)));
        assertEquals(1, sealed.size());
        store.write(log.append(sealed.getFirst()));
        return sealed.getFirst();
    }

    private static void apply(AutomergeDoc document, SealedBatch... batches) {
        for (var sealed : batches) {
            if (BatchContents.open(sealed) instanceof Parsed.Ok<List<ChangeChunk>>(var changes))
                document.apply(changes);
        }
    }

    private Trial always(Trial.Outcome outcome) {
        return (_, _, batches) -> {
            tried.add(batches);
            return outcome;
        };
    }

    private void mark(SealedBatch batch) {
        store.write(List.of(log.setMarker(new CrashMarker(batch.hash(), 0))));
    }

    @Test
    @DisplayName("SY-10 without a marker nothing is tried")
    void no_marker() {
        assertEquals(Optional.empty(), settle(always(new Trial.Outcome.Died("signal 6"))));
        assertEquals(List.of(), tried);
    }

    @Test
    @DisplayName("SY-10 a batch whose trial survives stays")
    void a_survivor_stays() {
        mark(culprit);
        assertEquals(Optional.empty(), settle(always(new Trial.Outcome.Survived())));
        assertEquals(List.of(List.of(before.encoded(), culprit.encoded())), tried);
        assertEquals(Set.of(), log.quarantined().keySet());
        assertEquals(Optional.empty(), log.marker());
    }

    @Test
    @DisplayName("SY-10 a batch whose trial dies is set aside with what builds on it, nothing else is")
    void a_killer_is_set_aside() {
        mark(culprit);
        var sentence = settle(always(new Trial.Outcome.Died("signal 6"))).orElseThrow();
        assertTrue(sentence.contains("with 2 that build on it"), sentence);
        assertEquals(
                Set.of(culprit.hash(), builtOn.hash(), sameChain.hash()),
                log.quarantined().keySet());
        assertFalse(log.quarantined().containsKey(unrelated.hash()));
        assertEquals(Optional.empty(), log.marker());
        assertEquals(Optional.empty(), settle(always(new Trial.Outcome.Died("signal 6"))));
    }

    @Test
    @DisplayName("SY-10 a second crash is tried without what was set aside before")
    void set_aside_batches_are_not_tried_again() {
        mark(culprit);
        settle(always(new Trial.Outcome.Died("signal 6")));
        mark(unrelated);
        settle(always(new Trial.Outcome.Survived()));
        assertEquals(List.of(before.encoded(), unrelated.encoded()), tried.getLast());
    }

    @Test
    @DisplayName("SY-10 a marker of a batch that was never stored is cleared")
    void a_marker_without_its_batch() {
        store.write(List.of(log.setMarker(new CrashMarker(new BatchHash(Samples.filled(32, 1)), 0))));
        assertEquals(Optional.empty(), settle(always(new Trial.Outcome.Died("signal 6"))));
        assertEquals(Optional.empty(), log.marker());
        assertEquals(List.of(), tried);
    }

    @Test
    @DisplayName("SY-10 a real child applies real batches and survives")
    void a_real_trial_survives() {
        mark(culprit);
        assertEquals(Optional.empty(), settle(new ProcessTrial(temp, NATIVES)));
        assertEquals(Optional.empty(), log.marker());
        assertEquals(Set.of(), log.quarantined().keySet());
    }

    @Test
    @DisplayName("SY-10 a real child starts from the snapshot")
    void a_real_trial_with_a_snapshot() {
        try (var document = document(Samples.writer(9))) {
            store.write(log.putSnapshot(new Snapshot(document.save(), document.heads(), 0)));
        }
        mark(unrelated);
        assertEquals(Optional.empty(), settle(new ProcessTrial(temp, NATIVES)));
    }

    @Test
    @DisplayName("SY-10 a real child that aborts counts as dead, and its folder is gone")
    @DisabledOnOs(OS.WINDOWS)
    void a_real_trial_dies() {
        mark(culprit);
        var aborting = new ProcessTrial(temp, NATIVES, child -> signal(child, "ABRT"));
        var sentence = settle(aborting).orElseThrow();
        assertTrue(sentence.contains("set aside"), sentence);
        assertTrue(log.quarantined().get(culprit.hash()).contains("signal 6"));
        assertEquals(0, temp.toFile().list().length);
    }

    @Test
    @DisplayName("SY-10 a child killed from outside is no proof: nothing is set aside, the next start tries again")
    void a_killed_trial_proves_nothing() {
        mark(culprit);
        var killed = new ProcessTrial(temp, NATIVES, Process::destroyForcibly);
        assertThrows(NodeFailure.class, () -> settle(killed));
        assertEquals(Set.of(), log.quarantined().keySet());
        assertEquals(culprit.hash(), log.marker().orElseThrow().batch());
    }

    @Test
    @DisplayName("SY-10 notebooks that recover at the same time do not take each other's trial away")
    void two_trials_at_once() throws Exception {
        var first = new ArrayBlockingQueue<ProcessTrial>(1);
        var started = new AtomicInteger();
        var second = new FutureTask<>(() -> run(first.take()));
        var thread = Thread.ofPlatform().unstarted(second);
        var trial = new ProcessTrial(temp, NATIVES, _ -> {
            if (started.incrementAndGet() > 1) return;
            thread.start();
            await().until(() -> thread.getState() == Thread.State.BLOCKED || started.get() > 1);
        });
        first.add(trial);
        assertEquals(new Trial.Outcome.Survived(), run(trial));
        assertEquals(new Trial.Outcome.Survived(), second.get(60, TimeUnit.SECONDS));
    }

    private Trial.Outcome run(Trial trial) {
        return trial.run(Genesis.CELLS, Optional.empty(), List.of(before.encoded(), culprit.encoded()));
    }

    private static void signal(Process child, String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start();
            assertEquals(0, kill.waitFor());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<String> settle(Trial trial) {
        return new CrashCheck(store, trial).settle(log, Genesis.CELLS);
    }
}
