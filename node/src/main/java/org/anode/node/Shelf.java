package org.anode.node;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.anode.kernel.KernelSpec;
import org.anode.node.doc.Desk;
import org.anode.node.doc.KernelState;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.host.KernelSupply;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.Statement;
import org.anode.node.net.NotebookAccess;
import org.anode.node.recovery.CrashCheck;
import org.anode.node.recovery.ProcessTrial;
import org.anode.node.share.Membership;
import org.anode.node.store.GroupSync;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.engine.NativeLibrary;

/** The notebooks of a node: which there are, which lie in the bin, which are open or running. Any thread. */
final class Shelf implements NotebookAccess, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Shelf.class.getName());

    /** How long the bin keeps a notebook. */
    static final int BIN_DAYS = 30;

    /** A notebook that closes itself just now is opened again; twice in a row is bad luck, more is a failure. */
    private static final int TRIES_MAX = 3;

    private final Store store;
    private final GroupSync sync;
    private final Writers writers;
    private final NodeConfig config;
    private final Path folders;
    private final RunPolicies policies;
    private final CrashCheck crashes;
    private final Notebooks notebooks;
    private final SecureRandom random = new SecureRandom();
    private final Map<NotebookId, NotebookActor> open = new HashMap<>();
    private final Set<NotebookId> running = ConcurrentHashMap.newKeySet();
    private final Map<NotebookId, Writers.Writer> opened = new ConcurrentHashMap<>();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private boolean closed;

    /**
     * @param config  how its kernels are had
     * @param folders where the working folders of notebooks without a file are
     */
    Shelf(Store store, GroupSync sync, Writers writers, NodeConfig config, Path folders, RunPolicies policies) {
        this.store = store;
        this.sync = sync;
        this.writers = writers;
        this.config = config;
        policies.watch(() -> Thread.startVirtualThread(this::policyChanged));
        this.folders = folders;
        this.policies = policies;
        this.crashes = new CrashCheck(store, new ProcessTrial(folders, natives()));
        this.notebooks = new Notebooks(store);
    }

    Notebooks notebooks() {
        return notebooks;
    }

    /** Notebook → title, the bin left out. */
    Map<NotebookId, String> titles() {
        var titles = new TreeMap<NotebookId, String>();
        for (var id : notebooks.all()) titles.put(id, title(id));
        titles.keySet().removeAll(notebooks.binned().keySet());
        return titles;
    }

    /** Notebook → title of those in the bin. */
    Map<NotebookId, String> binnedTitles() {
        var titles = new TreeMap<NotebookId, String>();
        for (var id : notebooks.binned().keySet()) titles.put(id, title(id));
        return titles;
    }

    @Override
    public String title(NotebookId id) {
        return OpenNotebook.storedTitle(notebooks.log(id));
    }

    @Override
    public void watch(Watch watch) {
        watches.add(watch);
    }

    private void changed(NotebookId id) {
        for (var watch : watches) watch.changed(id, Optional.empty());
    }

    private void heard(NotebookId id, NotebookEvent event) {
        if (event instanceof NotebookEvent.KernelChanged(var kernel)) {
            if (kernel.filter(k -> k.phase() == KernelState.Phase.BUSY).isPresent()) running.add(id);
            else running.remove(id);
        }
        if (event instanceof NotebookEvent.Closed) running.remove(id);
        if (event instanceof NotebookEvent.MembersChanged)
            Thread.ofVirtual().name("reopener").start(() -> reopenIfOther(id)); // this is its own thread
        for (var watch : watches) watch.changed(id, Optional.of(event));
    }

    /** Whether a cell of it runs. */
    boolean isRunning(NotebookId id) {
        return running.contains(id);
    }

    synchronized boolean isOpen(NotebookId id) {
        var actor = open.get(id);
        return actor != null && actor.isAlive();
    }

    /** How many are open now. */
    synchronized int openCount() {
        open.values().removeIf(actor -> !actor.isAlive());
        return open.size();
    }

    @Override
    public List<NotebookId> notebooksHere() {
        var here = new ArrayList<>(notebooks.all());
        here.removeAll(notebooks.binned().keySet());
        return here;
    }

    @Override
    public NotebookLog log(NotebookId id) {
        return notebooks.log(id);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public void tell(NotebookId id, NotebookActor.Turn turn) {
        try {
            actor(id).tell(turn);
        } catch (NodeFailure e) {
            turn.dropped(e);
        }
    }

    @Override
    public <T> void post(NotebookId id, Function<OpenNotebook, T> turn, NotebookActor.Outcome<T> outcome) {
        try {
            actor(id).post(turn, outcome);
        } catch (NodeFailure e) {
            outcome.failed(e);
        }
    }

    @Override
    public void add(Membership membership) {
        var id = membership.notebook();
        var log = notebooks.log(id);
        if (notebooks.has(id)) {
            if (RoomSecrets.hasLeft(log) || !writers.isMember(log)) takeUp(id, joined(log, membership));
            else
                reopenIfOther(id); // its room may have told of the new right before, and whoever joined goes on at once
            return;
        }
        var changes =
                new ArrayList<>(notebooks.create(id, membership.statements().getFirst()));
        changes.addAll(joined(log, membership));
        write(changes);
        changed(id);
    }

    @Override
    public void leave(NotebookId id) {
        write(List.of(RoomSecrets.leave(notebooks.log(id))));
        bin(id);
    }

    /** The statements that are not here, and the way to the others. */
    private static List<Store.Change> joined(NotebookLog log, Membership membership) {
        var here = log.statements();
        var news = membership.statements().stream()
                .skip(here.isEmpty() ? 1 : 0) // the root comes with the notebook
                .filter(statement -> !here.contains(statement))
                .toList();
        var changes = new ArrayList<>(log.appendStatements(news, Math.max(1, here.size())));
        var secret = membership.secret();
        changes.add(RoomSecrets.put(log, new RoomSecrets.Kept(secret.epoch(), secret.secret())));
        changes.add(RoomSecrets.comeBack(log));
        return changes;
    }

    /** Another right in a notebook that is here: it is opened afresh. */
    private synchronized void takeUp(NotebookId id, List<Store.Change> changes) {
        closeActor(id);
        write(changes);
        changed(id);
    }

    @Override
    public void share(NotebookId id, RoomSecrets.Kept secret) {
        var log = notebooks.log(id);
        var own = writers.ownGrant(log, random);
        if (own.isPresent())
            takeUp(id, List.of(log.appendStatement(own.get().encoded()), RoomSecrets.put(log, secret)));
        else
            ask(id, open -> {
                if (!open.replication().isShared()) open.replication().share(secret);
                return id;
            });
    }

    @Override
    public DeviceId self(NotebookId id) {
        return writers.self(notebooks.log(id));
    }

    /**
     * A turn of the notebook, which is opened for it if it is not; its result once all it wrote is on the disk.
     *
     * @throws NodeFailure if it was refused or could not be saved
     */
    @Override
    public <T> T ask(NotebookId id, Function<OpenNotebook, T> turn) {
        return withOpen(id, actor -> actor.ask(turn));
    }

    @Override
    public <T> T read(NotebookId id, Function<OpenNotebook, T> question) {
        return askNow(id, question);
    }

    /** As {@link #ask}, but without waiting for the disk. */
    <T> T askNow(NotebookId id, Function<OpenNotebook, T> turn) {
        return withOpen(id, actor -> actor.askNow(turn));
    }

    private <T> T withOpen(NotebookId id, Function<NotebookActor, T> use) {
        for (int tries = 1; ; tries++) {
            try {
                return use.apply(actor(id));
            } catch (NotebookActor.Closed e) {
                if (tries == TRIES_MAX) throw e;
            }
        }
    }

    /** A new notebook; it exists with what {@code first} writes, or not at all. */
    NotebookId create(Function<OpenNotebook, ?> first) {
        var root = RootStatement.create(writers.identity(), Bytes.random(random, Statement.SALT_BYTES));
        ask(root.notebook(), notebook -> {
            var made = first.apply(notebook);
            notebook.alsoWrite(notebooks.create(root.notebook(), root.encoded())); // not where first was refused
            return made;
        });
        changed(root.notebook());
        return root.notebook();
    }

    /** Puts it in the bin; its kernel ends. The mark comes first, so that nobody opens it again meanwhile. */
    void bin(NotebookId id) {
        write(List.of(notebooks.bin(id, today())));
        closeActor(id);
        changed(id);
    }

    void unbin(NotebookId id) {
        write(List.of(notebooks.unbin(id)));
        changed(id);
    }

    /** How many days those in the bin stay there. */
    Map<NotebookId, Long> daysLeft() {
        var left = new TreeMap<NotebookId, Long>();
        notebooks.binned().forEach((id, day) -> left.put(id, Math.max(0, day + BIN_DAYS - today())));
        return left;
    }

    /** What a node does first: leave no run unsettled (EX-8), and empty what lay in the bin long enough. */
    void tidy() {
        notebooks.binned().forEach((id, day) -> {
            if (day + BIN_DAYS < today()) write(notebooks.purge(id));
        });
        for (var id : notebooks.all()) if (OpenNotebook.isUnsettled(notebooks.log(id))) settle(id);
    }

    /** A notebook that can not be opened does not keep the others from working (SY-10). */
    private void settle(NotebookId id) {
        try {
            ask(id, _ -> id);
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "notebook " + id + " could not be settled", e);
        }
    }

    void write(List<Store.Change> changes) {
        store.write(changes);
        store.sync();
    }

    @Override
    public void close() {
        List<NotebookActor> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open.values());
        }
        all.forEach(NotebookActor::beginClose);
        all.forEach(NotebookActor::close);
    }

    /** The owner of the notebook, which is opened if it is not. */
    synchronized NotebookActor actor(NotebookId id) {
        if (closed) throw new NodeFailure("The node is stopping; try again when it runs.");
        var actor = open.get(id);
        if (actor != null && actor.isAlive()) return actor;
        if (actor != null) actor.close();
        if (notebooks.isBinned(id)) throw new Refusal("The notebook is in the bin; restore it first.");
        actor = new NotebookActor(id.toString().substring(0, 8), sync, self -> open(id, self));
        open.put(id, actor);
        changed(id);
        return actor;
    }

    /** Under the lock to its end: two actors of one notebook would write over each other. */
    private synchronized void closeActor(NotebookId id) {
        var actor = open.remove(id);
        if (actor != null) actor.close();
    }

    /** This device may do something else now: it is opened afresh when somebody wants it. */
    private void reopenIfOther(NotebookId id) {
        var writer = opened.get(id);
        if (writer != null && !writers.stillFits(writer, notebooks.log(id))) closeActor(id);
    }

    /** Unpacked once per user, not once per process. */
    private static Path natives() {
        return PlatformFolders.current().cache().resolve("native");
    }

    private OpenNotebook open(NotebookId id, NotebookActor self) {
        NativeLibrary.load(natives());
        var log = notebooks.log(id);
        var writer = writers.of(log);
        opened.put(id, writer);
        var desk = new Desk(
                writer.identity(),
                writer.grant(),
                log,
                store,
                random,
                crashes,
                writer.obstacle(),
                writer.noRuns().or(policies::obstacle),
                asks -> policies.permit(id, asks));
        var kernels = new KernelSupply(config.kernels(), () -> kernelSpec(id), config.idle());
        return new OpenNotebook(desk, kernels, Shelf::nowMs, self::tell, event -> heard(id, event));
    }

    /** A kernel works where its notebook's file lies, else in a folder of the notebook's own. */
    private KernelSpec kernelSpec(NotebookId id) {
        var folder = notebooks.fileOf(id).map(Path::getParent).orElseGet(() -> folders.resolve(id.toString()));
        return new KernelSpec(folder, config.heapMiB());
    }

    /** In those that are open; others see it when they are opened. */
    private void policyChanged() {
        List<NotebookActor> all;
        synchronized (this) {
            all = List.copyOf(open.values());
        }
        for (var actor : all) actor.tell(OpenNotebook::policyChanged);
    }

    private static long today() {
        return LocalDate.now(ZoneOffset.UTC).toEpochDay();
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
