package org.anode.node.doc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.kernel.KernelSpec;
import org.anode.node.NodeFailure;
import org.anode.node.ScriptedKernels;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.host.KernelSupply;
import org.anode.node.recovery.CrashCheck;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Samples;
import org.anode.node.store.GroupSync;
import org.anode.node.store.HookedStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellType;
import org.anode.schema.engine.NativeLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One notebook and its thread: how turns fail, how it closes, what it calls saved. */
final class NotebookActorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScriptedKernels kernels = new ScriptedKernels();
    private final HookedStore store = new HookedStore();
    private final GroupSync sync = new GroupSync(store);
    private final Notebooks notebooks = new Notebooks(store);
    private final AtomicBoolean clockIsBroken = new AtomicBoolean();

    @TempDir
    Path folder;

    private NotebookActor open() {
        return new NotebookActor("test", sync, self -> {
            NativeLibrary.load(PlatformFolders.current().cache().resolve("native"));
            var crashes = new CrashCheck(store, (_, _, _) -> {
                throw new AssertionError("nothing crashed");
            });
            var log = notebooks.log(Samples.NOTEBOOK);
            var desk = new Desk(Samples.ANNA, Samples.ROOT.grant(), log, store, new SecureRandom(), crashes);
            var supply = new KernelSupply(kernels, () -> new KernelSpec(folder, 100), KernelSupply.IDLE);
            return new OpenNotebook(desk, supply, this::nowMs, self::tell, _ -> {});
        });
    }

    private long nowMs() {
        if (clockIsBroken.get()) throw new LinkageError("wanted by this test");
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @AfterEach
    void close() {
        sync.close();
    }

    @Test
    @DisplayName("an Error in a turn ends the notebook, not the wait of who asked: the answer is a sentence")
    void error() {
        try (var actor = open()) {
            var failure = assertTimeoutPreemptively(
                    PATIENCE,
                    () -> assertThrows(
                            NodeFailure.class,
                            () -> actor.ask(_ -> {
                                throw new StackOverflowError("wanted by this test");
                            })));
            assertTrue(failure.sentence().contains("StackOverflowError"), failure.sentence());
            await().until(() -> !actor.isAlive());
        }
    }

    @Test
    @DisplayName("of a turn that an Error cut off nothing is written")
    void errorHalfWay() {
        try (var actor = open()) {
            actor.tell(open -> {
                new Edits(open).rename("half");
                throw new StackOverflowError("wanted by this test");
            });
            await().until(() -> !actor.isAlive());
        }
        assertEquals("", OpenNotebook.storedTitle(notebooks.log(Samples.NOTEBOOK)));
    }

    @Test
    @DisplayName("closing comes to an end while new turns keep coming in")
    void flood() {
        var actor = open();
        var flood = new NotebookActor.Turn() {
            @Override
            public void take(OpenNotebook notebook) {
                actor.tell(this);
            }
        };
        actor.tell(flood);
        assertTimeoutPreemptively(PATIENCE, actor::close);
    }

    @Test
    @DisplayName("R8 no kernel outlives a notebook that fails, even one that can not settle its runs any more")
    void noKernelLeft() {
        try (var actor = open()) {
            actor.ask(open -> {
                new Edits(open).add(CellType.CODE, Optional.empty(), "hang");
                return open.run(List.of());
            });
            await().until(() -> kernels.executed.size() == 1);
            actor.tell(_ -> clockIsBroken.set(true));
            await().until(() -> !actor.isAlive());
        }
        await().atMost(PATIENCE).until(() -> kernels.launched.getFirst().isDead());
    }

    @Test
    @DisplayName("SY-4 an edit that changes nothing is not called saved before what it finds there is on the disk")
    void equalEdit() throws InterruptedException {
        var syncing = new Semaphore(0);
        var allowed = new Semaphore(0);
        var syncs = new AtomicInteger();
        try (var actor = open()) {
            var cell = actor.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "old"));
            store.beforeSync(() -> {
                syncing.release();
                allowed.acquireUninterruptibly();
                syncs.incrementAndGet();
            });
            var first = Thread.ofPlatform().start(() -> setSource(actor, cell));
            assertTrue(syncing.tryAcquire(30, TimeUnit.SECONDS));
            var syncsAtAnswer = new AtomicInteger(-1);
            var second = Thread.ofPlatform().start(() -> {
                setSource(actor, cell);
                syncsAtAnswer.set(syncs.get());
            });
            await().until(() -> second.getState() != Thread.State.RUNNABLE);
            actor.askNow(OpenNotebook::id); // the second turn was taken before this one
            await().until(() -> second.getState() != Thread.State.RUNNABLE);
            allowed.release(1000);
            first.join();
            second.join();
            assertTrue(syncsAtAnswer.get() > 0, "answered before any sync");
        }
    }

    @Test
    @DisplayName("SY-10 a stored batch that can not be applied is set aside with a sentence, and the rest opens")
    void unusableBatch() {
        var nonce = Samples.filled(Actors.NONCE_BYTES, 1);
        var chunks = List.of(Bytes.utf8("no chunk"));
        var batch = new Batch(
                Samples.NOTEBOOK, Samples.CELLS, Samples.ROOT.grant(), nonce, 1, 1, Batch.NO_PREVIOUS, chunks);
        var sealed = BatchCodec.seal(batch, Samples.ANNA.keys());
        var log = notebooks.log(Samples.NOTEBOOK);
        store.write(log.document(Samples.CELLS).append(sealed));
        try (var actor = open()) {
            actor.ask(open -> new Edits(open).add(CellType.CODE, Optional.empty(), "print a"));
        }
        var reason = log.setAside().get(sealed.hash());
        assertEquals(Set.of(sealed.hash()), log.setAside().keySet());
        assertTrue(reason.startsWith("It can not be applied: chunk 0"), reason);
    }

    private static void setSource(NotebookActor actor, CellId cell) {
        actor.ask(open -> {
            new Edits(open).setSource(cell.value(), "new");
            return cell;
        });
    }
}
