package org.anode.node.doc;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.anode.kernel.KernelSpec;
import org.anode.node.ScriptedKernels;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.host.KernelSupply;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.recovery.CrashCheck;
import org.anode.node.recovery.Trial;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.node.store.GroupSync;
import org.anode.node.store.HookedStore;
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;
import org.anode.schema.engine.NativeLibrary;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.NotebookForExport;

/** A device with the shared notebook of {@link Samples}: the real actor, documents and machine, a store in memory. */
final class Colleague implements AutoCloseable {
    static final RoomSecrets.Kept SECRET = new RoomSecrets.Kept(0, Samples.filled(32, 7));

    final ScriptedKernels kernels = new ScriptedKernels();
    final HookedStore store;
    final List<Notice> noticed = new CopyOnWriteArrayList<>();
    private final Identity identity;
    private final GroupSync sync;
    private final Path folder;
    private final Notebooks notebooks;
    private final Map<PeerId, Colleague> reachable = new LinkedHashMap<>();
    private NotebookActor actor;
    private volatile Predicate<WireMessage> says = _ -> true;
    private long session = 1;

    Colleague(Identity identity, Path folder, HookedStore store) {
        this.identity = identity;
        this.folder = folder;
        this.store = store;
        this.sync = new GroupSync(store);
        this.notebooks = new Notebooks(store);
        if (!notebooks.has(Samples.NOTEBOOK)) {
            store.write(notebooks.create(Samples.NOTEBOOK, Samples.ROOT.encoded()));
            store.write(List.of(RoomSecrets.put(notebooks.log(Samples.NOTEBOOK), SECRET)));
        }
        this.actor = start();
    }

    /** Who made the notebook. */
    static Colleague creator(Path folder) {
        return new Colleague(Samples.ANNA, folder, new HookedStore());
    }

    /** Another member, whom the creator has let in. */
    static Colleague member(Path folder, SealedStatement grant, Identity identity) {
        return member(folder, List.of(grant), identity);
    }

    /** @param grants in the order of the creator's log */
    static Colleague member(Path folder, List<SealedStatement> grants, Identity identity) {
        var store = new HookedStore();
        var notebooks = new Notebooks(store);
        store.write(notebooks.create(Samples.NOTEBOOK, Samples.ROOT.encoded()));
        var log = notebooks.log(Samples.NOTEBOOK);
        store.write(List.of(RoomSecrets.put(log, SECRET)));
        store.write(log.appendStatements(
                grants.stream().map(SealedStatement::encoded).toList()));
        return new Colleague(identity, folder, store);
    }

    static SealedStatement grant(Identity to) {
        return grant(to, 1, Statement.NO_PREVIOUS);
    }

    /** @param previous the creator's statement before, whose number is {@code seq} - 1 */
    static SealedStatement grant(Identity to, long seq, Bytes previous) {
        var body = new Statement.Grant(
                to.keys().publicKey(),
                to.keys().agreementKey(),
                to.person(),
                Role.EDIT,
                Set.of(Flag.RUN, Flag.HOST),
                Samples.filled(Statement.SALT_BYTES, 3));
        var statement = new Statement(Optional.of(Samples.ROOT.grant()), seq, previous, body);
        return StatementCodec.seal(statement, Samples.ANNA.keys());
    }

    private NotebookActor start() {
        return new NotebookActor(identity.deviceName(), sync, self -> {
            NativeLibrary.load(PlatformFolders.current().cache().resolve("native"));
            var crashes = new CrashCheck(store, (_, _, _) -> new Trial.Outcome.Survived()); // no batch here kills
            var log = notebooks.log(Samples.NOTEBOOK);
            var desk = new Desk(identity, grant(), log, store, new SecureRandom(), crashes);
            var supply = new KernelSupply(kernels, () -> new KernelSpec(folder, 100), KernelSupply.IDLE);
            return new OpenNotebook(desk, supply, Colleague::nowMs, self::tell, this::hear);
        });
    }

    private void hear(NotebookEvent event) {
        if (event instanceof NotebookEvent.Noticed(var notice, var _)) noticed.add(notice);
    }

    private GrantId grant() {
        var members = new Members(Samples.NOTEBOOK, Samples.ROOT);
        notebooks.log(Samples.NOTEBOOK).statements().forEach(members::take);
        return members.grantsOf(identity.device()).getFirst();
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Ends as a killed process would. */
    void kill() {
        var old = actor;
        reachable.values().forEach(other -> other.lose(this));
        reachable.clear();
        old.tell(_ -> {
            throw new IllegalStateException("killed by this test");
        });
        old.close();
        session++;
        actor = start();
    }

    boolean isAlive() {
        return actor.isAlive();
    }

    <T> T ask(Function<OpenNotebook, T> question) {
        return actor.ask(question);
    }

    /** Somebody is there who is no colleague. */
    void meetStranger(PeerId stranger) {
        actor.tell(open -> {
            open.replication().connect(this::send);
            open.replication().on(new Event.Connected(stranger));
        });
    }

    void meet(Colleague other) {
        hear(other);
        other.hear(this);
    }

    void part(Colleague other) {
        lose(other);
        other.lose(this);
    }

    private PeerId id() {
        return new PeerId(identity.device(), session);
    }

    private synchronized void hear(Colleague other) {
        reachable.put(other.id(), other);
        actor.tell(open -> {
            open.replication().connect(this::send);
            open.replication().on(new Event.Connected(other.id()));
        });
    }

    private synchronized void lose(Colleague other) {
        var id = other.id();
        reachable.remove(id);
        actor.tell(open -> open.replication().on(new Event.Gone(id)));
    }

    /** Only this is sent from now on. */
    void says(Predicate<WireMessage> what) {
        says = what;
    }

    private void send(List<PeerId> to, WireMessage message) {
        if (!says.test(message)) return;
        var encoded = WireCodec.encode(message);
        for (var peer : to) reached(peer).ifPresent(other -> other.receive(id(), encoded));
    }

    private synchronized Optional<Colleague> reached(PeerId peer) {
        return Optional.ofNullable(reachable.get(peer));
    }

    /** What somebody who is no colleague says; he must have met this device. */
    void receive(PeerId from, Bytes message) {
        actor.tell(open -> open.replication().on(new Event.Received(from, Heard.read(message))));
    }

    /** What both have, in two hashes. */
    WireMessage.Digest digest() {
        return ask(open -> open.replication().machine().digest());
    }

    String export() {
        return ask(open -> IpynbCodec.render(new NotebookForExport(open.view(), Map.of(), _ -> Bytes.EMPTY))
                .toUtf8());
    }

    @Override
    public void close() {
        actor.close();
        sync.close();
    }
}
