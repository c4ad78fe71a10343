package org.anode.node.net;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.anode.kernel.KernelSpec;
import org.anode.node.ScriptedKernels;
import org.anode.node.doc.Desk;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.host.KernelSupply;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.recovery.CrashCheck;
import org.anode.node.recovery.Trial;
import org.anode.node.replicate.Members;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Caret;
import org.anode.node.share.Membership;
import org.anode.node.store.GroupSync;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.Store;
import org.anode.node.transport.Transport;
import org.anode.node.transport.Way;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.engine.NativeLibrary;

/** One shared notebook and its room, as a node has them, on a store and a transport that are somebody else's. */
public final class RoomedNotebook implements NotebookAccess, AutoCloseable {
    private final NotebookId notebook;
    private final Store store;
    private final Identity identity;
    private final Path folder;
    private final Notebooks notebooks;
    private final GroupSync sync;
    private final NotebookActor actor;
    private final Presence presence;
    private final NotebookRoom room;
    private final AtomicReference<Runnable> onChange = new AtomicReference<>(() -> {});
    private final AtomicReference<Told> onTold = new AtomicReference<>(_ -> {});

    /** Hears of the end of turns, on the notebook's own thread: what they changed is written. */
    @FunctionalInterface
    public interface Told {
        void told(OpenNotebook open);
    }

    /**
     * @param store  holds the notebook, and that {@code identity} may write it; stays the caller's to close, after this
     * @param folder for kernels
     */
    public RoomedNotebook(NotebookId notebook, Store store, Identity identity, Path folder) {
        this.notebook = notebook;
        this.store = store;
        this.identity = identity;
        this.folder = folder;
        this.notebooks = new Notebooks(store);
        this.sync = new GroupSync(store);
        this.actor = new NotebookActor(identity.deviceName(), sync, this::open);
        var random = new SecureRandom();
        var kept = RoomSecrets.of(log(notebook)).orElseThrow();
        this.presence = new Presence(identity::deviceName, RoomedNotebook::nowMs, new Names());
        this.room = new NotebookRoom(
                notebook,
                this,
                new RoomSecret(kept.secret(), kept.epoch()),
                identity,
                Formers.NONE,
                new Twins(false, Bytes.EMPTY, RoomedNotebook::nowMs),
                random,
                presence,
                new RoomKeys(this, identity, random),
                new Changes());
    }

    private OpenNotebook open(NotebookActor self) {
        NativeLibrary.load(PlatformFolders.current().cache().resolve("native"));
        var crashes = new CrashCheck(store, (_, _, _) -> new Trial.Outcome.Survived()); // no batch here kills
        var desk = new Desk(identity, grant(), log(notebook), store, new SecureRandom(), crashes);
        var opened = new AtomicReference<OpenNotebook>();
        var made = new OpenNotebook(
                desk,
                new KernelSupply(new ScriptedKernels(), () -> new KernelSpec(folder, 100), KernelSupply.IDLE),
                RoomedNotebook::nowMs,
                self::tell,
                event -> happened(event, opened.get()));
        opened.set(made);
        return made;
    }

    private void happened(NotebookEvent event, OpenNotebook open) {
        if (room != null) room.happened(event);
        if (open != null) onTold.get().told(open);
    }

    private GrantId grant() {
        var statements = log(notebook).statements();
        var members = new Members(notebook, statements.getFirst());
        statements.stream().skip(1).forEach(members::take);
        return members.grantsOf(identity.device()).getFirst();
    }

    /** Enters the room there. */
    public void enter(Transport transport) {
        room.attach(new Way("test", true, transport));
    }

    /** Leaves the room there. */
    public void leave(Transport transport) {
        room.detach(transport);
    }

    /** {@code then} runs each time that who is there, or what they have, is another; must not block. */
    public void onChange(Runnable then) {
        onChange.set(then);
    }

    public void onTold(Told then) {
        onTold.set(then);
    }

    public boolean hasCompany() {
        return !room.peers().isEmpty();
    }

    /** Shows others where the caret of this node's tab is. */
    public void show(Caret caret) {
        presence.show(caret.client(), Optional.of(caret));
    }

    public <T> T ask(Function<OpenNotebook, T> question) {
        return actor.ask(question);
    }

    @Override
    public List<NotebookId> notebooksHere() {
        return List.of(notebook);
    }

    @Override
    public NotebookLog log(NotebookId of) {
        return notebooks.log(of);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public String title(NotebookId of) {
        return OpenNotebook.storedTitle(log(of));
    }

    @Override
    public void tell(NotebookId of, NotebookActor.Turn turn) {
        actor.tell(turn);
    }

    @Override
    public <T> void post(NotebookId of, Function<OpenNotebook, T> turn, NotebookActor.Outcome<T> outcome) {
        actor.post(turn, outcome);
    }

    @Override
    public <T> T ask(NotebookId of, Function<OpenNotebook, T> turn) {
        return actor.ask(turn);
    }

    @Override
    public <T> T read(NotebookId of, Function<OpenNotebook, T> question) {
        return actor.askNow(question);
    }

    @Override
    public DeviceId self(NotebookId of) {
        return identity.device();
    }

    @Override
    public void share(NotebookId of, RoomSecrets.Kept secret) {
        throw new UnsupportedOperationException("it is shared");
    }

    @Override
    public void leave(NotebookId notebook) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(Membership membership) {
        throw new UnsupportedOperationException("there is one notebook here");
    }

    @Override
    public void watch(Watch watch) {
        throw new UnsupportedOperationException("its room is told everything as it is");
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        room.close();
        actor.close();
        sync.close();
    }

    private final class Changes implements NotebookRoom.Listener {
        @Override
        public void changed() {
            onChange.get().run();
        }

        @Override
        public void fetched(BlobId blob) {}

        @Override
        public void moved(RoomKeys.Outcome outcome) {}

        @Override
        public List<String> relays() {
            return List.of();
        }

        @Override
        public void meetAt(List<String> relays) {}

        @Override
        public void judged(Twins.Verdict verdict) {}
    }

    private static final class Names implements Presence.Listener {
        @Override
        public void caretsChanged() {}

        @Override
        public void named(DeviceId device, String name) {}
    }
}
