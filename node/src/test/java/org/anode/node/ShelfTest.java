package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.Thread.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.anode.node.doc.Edits;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Shown;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.identity.IdentityFile;
import org.anode.node.identity.Role;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Membership;
import org.anode.node.store.GroupSync;
import org.anode.node.store.HookedStore;
import org.anode.node.store.Store.Change;
import org.anode.schema.NotebookId;
import org.anode.schema.cells.CellType;
import org.anode.schema.ledger.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opening, deleting and restoring notebooks while others do the same. */
@Timeout(60)
final class ShelfTest {
    private final ScriptedKernels kernels = new ScriptedKernels();
    private final HookedStore store = new HookedStore();
    private final GroupSync sync = new GroupSync(store);
    private final Identity identity = IdentityFile.fresh();
    private final Shelf shelf = shelf();
    private final Semaphore release = new Semaphore(0);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger insideMost = new AtomicInteger();

    @TempDir
    Path folder;

    private Shelf shelf() {
        var folders = PlatformFolders.current().cache();
        var policies = new RunPolicies(store, identity.device()::equals, Optional.empty(), true);
        return new Shelf(
                store, sync, new Writers(identity, Formers.NONE), NodeConfig.inMemory(kernels), folders, policies);
    }

    @AfterEach
    void close() {
        release.release(1000);
        shelf.close();
        sync.close();
    }

    @Test
    @DisplayName("who asks a notebook that is being deleted is refused, and no second one is opened beside the first")
    void askedWhileDeleted() throws Exception {
        var id = held();
        var delete = begin(() -> bin(id));
        awaitState(delete, State.WAITING);
        var asked = begin(() -> shelf.ask(id, this::visit));
        awaitState(asked, State.BLOCKED);
        release.release(10);
        delete.result();
        assertInstanceOf(Refusal.class, asked.failure());
        assertEquals(1, insideMost.get());
        assertEquals(0, shelf.openCount());
    }

    @Test
    @DisplayName("a notebook deleted and restored at once is opened again only when the first one has closed")
    void restoredWhileDeleted() throws Exception {
        var id = held();
        var delete = begin(() -> bin(id));
        awaitState(delete, State.WAITING);
        shelf.unbin(id);
        var asked = begin(() -> shelf.ask(id, this::visit));
        awaitState(asked, State.BLOCKED);
        release.release(10);
        delete.result();
        assertEquals(id, asked.result());
        assertEquals(1, insideMost.get());
    }

    @Test
    @DisplayName("who asks a notebook just before it is in the bin does not keep it open")
    void askedBeforeTheMark() throws Exception {
        var id = notebook("print a");
        var reached = new Semaphore(0);
        store.beforeWrite(_ -> {
            if (!Thread.currentThread().getName().equals(Begun.NAME)) return;
            reached.release();
            release.acquireUninterruptibly();
        });
        var delete = begin(() -> bin(id));
        assertTrue(reached.tryAcquire(30, TimeUnit.SECONDS));
        shelf.ask(id, OpenNotebook::id);
        release.release(10);
        delete.result();
        assertEquals(0, shelf.openCount());
        assertThrows(Refusal.class, () -> shelf.ask(id, OpenNotebook::id));
    }

    @Test
    @DisplayName("MB-6 who joins may edit at once, also where the room had told of the new right before")
    void joined() {
        var log = new Members(NOTEBOOK, ROOT);
        var secret = new RoomSecret(Samples.filled(RoomSecret.SIZE_BYTES, 1), 0);
        shelf.add(new Membership(NOTEBOOK, log.statements(), ROOT.grant(), secret));
        assertThrows(Refusal.class, () -> shelf.ask(NOTEBOOK, this::rename));
        var grant = StatementCodec.seal(
                log.following(ROOT.grant(), Cast.grant(identity, Role.EDIT, Set.of())), ANNA.keys());
        log.take(grant.encoded());
        var anna = new PeerId(ANNA.device(), 1);
        synchronized (shelf) { // so that nobody else closes it meanwhile
            shelf.ask(NOTEBOOK, open -> {
                open.replication().on(new Event.Learned(anna, List.of(grant.encoded())));
                return NOTEBOOK;
            });
            shelf.add(new Membership(NOTEBOOK, log.statements(), grant.grant(), secret));
            shelf.ask(NOTEBOOK, this::rename);
        }
    }

    private NotebookId rename(OpenNotebook open) {
        new Edits(open).rename("Ours");
        return open.id();
    }

    @Test
    @DisplayName("of a new notebook whose first edit is refused nothing is kept")
    void refusedAtOnce() {
        assertThrows(
                Refusal.class,
                () -> shelf.create(_ -> {
                    throw new Refusal("Not this one, wanted by this test.");
                }));
        assertEquals(List.of(), shelf.notebooks().all());
    }

    @Test
    @DisplayName("SY-10 a notebook that can not be opened does not keep a node from starting; the others are settled")
    void oneThatCanNotBeOpened() {
        var all = List.of(running(), running(), running());
        var broken = all.get(1);
        store.beforeWrite(changes -> {
            if (changes.stream().anyMatch(change -> isOf(broken, change)))
                throw new NodeFailure("The disk takes nothing of this notebook; look at it.");
        });
        try (var restarted = shelf()) {
            restarted.tidy();
            for (var id : all) if (!id.equals(broken)) assertEquals(Set.of(RunState.LOST), states(restarted, id));
            assertThrows(NodeFailure.class, () -> restarted.ask(broken, Shown::of));
        } finally {
            store.beforeWrite(_ -> {});
        }
    }

    private static boolean isOf(NotebookId id, Change change) {
        var key =
                switch (change) {
                    case Change.Put put -> put.key();
                    case Change.Delete delete -> delete.key();
                };
        return key.toHex().contains(id.value().toHex());
    }

    private static Set<RunState> states(Shelf of, NotebookId id) {
        var states = new java.util.HashSet<RunState>();
        of.ask(id, Shown::of).runs().values().forEach(run -> states.add(run.state()));
        return states;
    }

    private NotebookId running() {
        var id = notebook("hang");
        var before = kernels.executed.size();
        shelf.ask(id, open -> open.run(List.of()));
        await().until(() -> kernels.executed.size() > before);
        return id;
    }

    private NotebookId notebook(String source) {
        return shelf.create(open -> new Edits(open).add(CellType.CODE, Optional.empty(), source));
    }

    /** A notebook in the middle of a turn that lasts until released. */
    private NotebookId held() {
        var id = notebook("print a");
        begin(() -> shelf.askNow(id, open -> {
            visit(open);
            return id;
        }));
        await().until(() -> inside.get() == 1);
        return id;
    }

    private NotebookId visit(OpenNotebook open) {
        insideMost.accumulateAndGet(inside.incrementAndGet(), Math::max);
        release.acquireUninterruptibly();
        inside.decrementAndGet();
        return open.id();
    }

    private NotebookId bin(NotebookId id) {
        shelf.bin(id);
        return id;
    }

    private static Begun begin(Callable<NotebookId> what) {
        var task = new FutureTask<>(what);
        return new Begun(task, Thread.ofPlatform().name(Begun.NAME).start(task));
    }

    /** It has got as far as it can; one that ended already is for the assertions to judge. */
    private static void awaitState(Begun begun, State state) {
        await().until(() -> begun.thread.getState() == state || begun.task.isDone());
    }

    /** Something under way in another thread. */
    private record Begun(FutureTask<NotebookId> task, Thread thread) {
        static final String NAME = "begun by the test";

        NotebookId result() throws Exception {
            return task.get(30, TimeUnit.SECONDS);
        }

        Throwable failure() {
            return assertThrows(java.util.concurrent.ExecutionException.class, this::result)
                    .getCause();
        }
    }
}
