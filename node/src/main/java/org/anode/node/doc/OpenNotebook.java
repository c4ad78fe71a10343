package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.anode.node.Refusal;
import org.anode.node.host.BidMessage;
import org.anode.node.host.InputMessage;
import org.anode.node.host.KernelHost;
import org.anode.node.host.KernelSupply;
import org.anode.node.host.Offer;
import org.anode.node.identity.Statement;
import org.anode.node.store.Blobs;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.Names;
import org.anode.schema.NotebookId;
import org.anode.schema.SessionId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import org.anode.schema.ledger.Attempt;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.SessionView;
import org.anode.schema.output.Output;

/**
 * An open notebook: its cells, ledgers, outputs and runs, and what observers hear. Everything a turn changes is written
 * at once when it ends. Belongs to its {@link NotebookActor}'s thread.
 */
public final class OpenNotebook implements AutoCloseable {
    /** A turn at least this often, so that an actor notices what does not announce itself. */
    private static final long TICK_MS_MAX = 60_000;

    /** After it nothing more comes of what somebody had written while apart. */
    private static final long MERGED_REST_MS = 2_000;

    /** An open document takes memory; opening it again takes less than people notice. */
    private static final long IDLE_MS_MAX = 10 * 60_000;

    private final Desk desk;
    private final Pending pending;
    private final FromOthers fromOthers;
    private final Replication replication;
    private final Cells cells;
    private final Ledgers ledgers;
    private final Outputs outputs;
    private final Places places;
    private final Inputs inputs;
    private final Runs runs;
    private final Texts texts = new Texts();
    private final ClientRows clients;
    private final LongSupplier nowMs;
    private final List<NotebookEvent.Observer> observers = new CopyOnWriteArrayList<>();
    private final NotebookEvent.Observer owner;
    private final List<NotebookEvent> told = new ArrayList<>();
    private long usedMs;

    /**
     * @param supply how its kernels are had
     * @param nowMs a clock that never goes back
     * @param turns takes what kernels say, to be done some time; any thread
     * @param owner hears everything too, for as long as the notebook is open
     */
    public OpenNotebook(
            Desk desk,
            KernelSupply supply,
            LongSupplier nowMs,
            Consumer<NotebookActor.Turn> turns,
            NotebookEvent.Observer owner) {
        this.desk = desk;
        this.owner = owner;
        this.nowMs = nowMs;
        this.pending = new Pending(desk.store());
        this.fromOthers = new FromOthers(this, nowMs);
        this.replication = new Replication(desk, pending, nowMs, this::merged, fromOthers);
        this.cells = new Cells(desk, pending, replication, fromOthers);
        this.ledgers = new Ledgers(desk, pending, replication, fromOthers::ledgersMerged);
        this.outputs = new Outputs(
                desk,
                pending,
                replication,
                exec -> run(exec).flatMap(Run::session),
                this::isElsewhere,
                this::ranHereToo,
                this::announce);
        this.clients = new ClientRows(desk.log(), pending);
        var inflow = new Inflow(turns);
        var kernels = new KernelHost(
                supply,
                () -> hostSettings().pace(),
                (session, event) -> inflow.put(event, open -> open.runs.kernelSaid(session, event)));
        this.inputs = new Inputs(this::isWatched, this::announce, nowMs);
        this.places = new Places(desk, cells, ledgers);
        var sources = new Sources(cells);
        this.runs = new Runs(
                desk,
                cells,
                ledgers,
                places,
                inputs,
                outputs,
                kernels,
                this::announce,
                nowMs,
                (scope, taken, write) -> new Lane(
                        desk,
                        scope,
                        taken,
                        pending,
                        sources,
                        ledgers,
                        outputs.writer(),
                        inputs,
                        kernels,
                        nowMs,
                        this::announce,
                        write));
        used();
        replication.recover();
        save();
    }

    private Merged merged(DocumentName document) {
        return switch (document) {
            case DocumentName.Cells _ -> cells;
            case DocumentName.Ledger ledger -> ledgers.merged(ledger);
            case DocumentName.Outputs of -> outputs.merged(of.session()).orElseGet(() -> otherOutputs(of));
            case DocumentName.Comments _ -> new Merged.Unshown();
        };
    }

    private boolean ranHereToo(ExecId exec) {
        return run(exec).stream()
                .flatMap(run -> run.alsoRan().stream())
                .anyMatch(also -> also.host().equals(self()));
    }

    private boolean isElsewhere(SessionId session) {
        return ledgers.view().session(session).stream()
                .anyMatch(one -> !one.host().equals(self()));
    }

    /** What former sessions of this device put out is shown as it was put out. */
    private Merged otherOutputs(DocumentName.Outputs document) {
        var isMine = ledgers.view().session(document.session()).stream()
                .anyMatch(session -> session.ledger().grant().equals(desk.grant()));
        return isMine ? new Merged.Unshown() : outputs.peers().merged(document);
    }

    /** The devices that may take part, and as what. */
    public Map<DeviceId, Statement.Grant> people() {
        var members = replication.knownMembers();
        return members.devices().stream().collect(Collectors.toMap(device -> device, members::strongest));
    }

    /** As which device this node writes here. */
    public DeviceId self() {
        return desk.identity().device();
    }

    /** Why nothing can be changed here, if this device has no right to. */
    public Optional<String> obstacle() {
        return desk.obstacle();
    }

    /** What people here get to know of what others did. */
    public FromOthers fromOthers() {
        return fromOthers;
    }

    /** What other nodes have to do with it. */
    public Replication replication() {
        return replication;
    }

    /** The title, as the rows have it; empty where there is none. */
    public static String storedTitle(NotebookLog log) {
        return CellRows.meta(log).map(meta -> meta.path("title").asString("")).orElse("");
    }

    /** Whether a former start left it with an open session: opening it settles that (EX-8). */
    public static boolean isUnsettled(NotebookLog log) {
        return Ledgers.isUnsettled(log);
    }

    /** Writes {@code changes} with what the turn changes. */
    public void alsoWrite(List<Store.Change> changes) {
        pending.add(changes);
    }

    /** Whether closing it would lose nothing but time: no session, nobody who listens, nothing asked for long. */
    boolean isForgotten() {
        return !runs.lanes().hasSession()
                && observers.isEmpty()
                && replication.peers().isEmpty()
                && nowMs.getAsLong() - usedMs > IDLE_MS_MAX;
    }

    /** Somebody asked something. */
    void used() {
        usedMs = nowMs.getAsLong();
    }

    public void observe(NotebookEvent.Observer observer) {
        observers.add(observer);
    }

    /** Whether somebody sees what happens to it. */
    boolean isWatched() {
        return observers.stream().anyMatch(NotebookEvent.Observer::canAnswer);
    }

    /** @return whether it was listening */
    public boolean forget(NotebookEvent.Observer observer) {
        return observers.remove(observer);
    }

    public NotebookId id() {
        return desk.notebook();
    }

    /** What a run asked for now waits for, as a sentence. */
    public Optional<String> waitsFor(ExecId exec) {
        return runs.waitsFor(exec);
    }

    /** Who else would run something for this device is asked there from now on. */
    public void seeHosts(HostsHere hosts) {
        runs.seeHosts(hosts);
    }

    /** Whether this device may run what is asked for, as far as the notebook's admins say. */
    public boolean hosts() {
        return noRunsHere().isEmpty();
    }

    /** Other nodes came or went, or would run something else. */
    public void hostsChanged() {
        runs.requests().hostsChanged();
    }

    /** Another node said something of a run that waits for input (EX-17). */
    public void heardInput(DeviceId from, InputMessage message) {
        runs.heardInput(from, message);
    }

    /** A host said something about the session for a person's open requests (EX-6). */
    public void heardBid(DeviceId from, String person, BidMessage message) {
        runs.hosting().heardBid(from, person, message);
    }

    /** What this device would run for another one (EX-18). */
    public Optional<Offer> offer(DeviceId to) {
        return places.offer(to);
    }

    /** What this device, and those that can be reached, would run for it. */
    public Map<DeviceId, Offer> offers() {
        return places.offers();
    }

    /** Why nothing runs on this computer, whoever asks. */
    public Optional<String> noRunsHere() {
        return desk.noRuns().or(desk::obstacle);
    }

    /** Where what is asked for now would run; empty while no computer is there that runs it. */
    public Optional<DeviceId> usualHost() {
        return places.usualHost();
    }

    /** The devices that have a kernel for this computer's person. */
    public Set<DeviceId> kernelHosts() {
        return places.kernelHosts();
    }

    /** The sessions that have not ended. */
    public List<SessionView> sessions() {
        return ledgers.view().sessions().stream().filter(SessionView::live).toList();
    }

    /** Runs the cells named, or all code cells if none is; more than one is a batch (EX-12). */
    public List<ExecId> run(List<String> wanted) {
        return run(wanted, Optional.empty());
    }

    /**
     * As {@link #run(List)}, on a device.
     *
     * @param on the usual one if there is none
     */
    public List<ExecId> run(List<String> wanted, Optional<DeviceId> on) {
        var edits = new Edits(whole());
        var named = wanted.stream().map(edits::visible).toList();
        for (var cell : named)
            if (cell.type() != CellType.CODE)
                throw new Refusal("Cell " + cell.id() + " is " + cell.type().word() + "; only code cells are run.");
        return runs.requests().request(named.isEmpty() ? codeCells() : named, on);
    }

    /**
     * Asks again for a run whose computer can not be reached, where it can be run now (EX-7).
     *
     * @throws Refusal if it can be reached, or the run has ended
     */
    public ExecId runElsewhere(ExecId exec) {
        return runs.requests().runElsewhere(exec);
    }

    /** Whether the run has not ended and its computer can not be reached now (EX-9). */
    public boolean isGone(Run run) {
        return places.isGone(run);
    }

    /** Interrupts what runs and cancels what waits (EX-11); with {@code exec} only that one. */
    public List<ExecId> interrupt(Optional<String> exec) {
        return runs.requests().interrupt(exec.map(this::unfinished).map(List::of));
    }

    /** Interrupts or cancels those of {@code execs} that have not ended, and nothing else (EX-11). */
    public List<ExecId> interruptRuns(List<String> execs) {
        var open = execs.stream().flatMap(exec -> ifUnfinished(exec).stream()).toList();
        return runs.requests().interrupt(Optional.of(open));
    }

    /** What a run here asks that waits for input, the one that waits longest. */
    public Optional<Prompt> prompt() {
        return inputs.first();
    }

    /** What the run asks, here or elsewhere, if it waits for input. */
    Optional<Prompt> prompt(ExecId exec) {
        return inputs.of(exec);
    }

    /**
     * Answers what {@code exec} asks (EX-17); the answer is not stored.
     *
     * @throws Refusal if that run does not wait for input, or is not this device's to answer
     */
    public void answerInput(ExecId exec, String text) {
        runs.answerInput(exec, text);
    }

    /**
     * Asks the kernel how {@code source} goes on at {@code cursor} (UTF-16 units). Never starts a kernel: without one,
     * and when it has not answered within 5 s, the answer is {@link CodeAnswer.None}.
     */
    public void complete(String source, int cursor, CodeAnswer.Listener listener) {
        runs.lanes().mine().dialogue().complete(source, cursor, listener);
    }

    /** As {@link #complete}, for the documentation of what stands at {@code cursor}. */
    public void inspect(String source, int cursor, CodeAnswer.Listener listener) {
        runs.lanes().mine().dialogue().inspect(source, cursor, listener);
    }

    /** As {@link #complete}, for what cells named in the kernel. */
    public void variables(CodeAnswer.Listener listener) {
        runs.lanes().mine().dialogue().variables(listener);
    }

    /** Ends the session, if there is one, and settles what ran in it; the next run opens another. */
    public void restart() {
        restart(Optional.empty());
    }

    /**
     * As {@link #restart()}, of the session on a device.
     *
     * @param on the usual one if there is none
     */
    public void restart(Optional<DeviceId> on) {
        runs.requests().restart(on);
    }

    /** What others want to run here that the owner of this computer is asked about (EX-18). */
    public List<RunAsk> runsAsked() {
        return runs.hosting().asked();
    }

    /** Lets those of {@code execs} run that still wait for that. */
    public void allowRuns(List<ExecId> execs) {
        runs.hosting().allow(execs);
    }

    /** Refuses those of {@code execs} that still wait to be let. */
    public void denyRuns(List<ExecId> execs) {
        runs.hosting().deny(execs);
    }

    /** Who may run code here is another. */
    public void policyChanged() {
        runs.hosting().policyChanged();
        announce(new NotebookEvent.PolicyChanged());
    }

    /** What the notebook says of where its cells run. */
    public HostSettings hostSettings() {
        return HostSettings.of(view());
    }

    public void setHostSettings(HostSettings settings) {
        edit(settings.edits());
        runs.requests().hostsChanged();
    }

    /** Clears the outputs of the cells named, or of all if none is. */
    public void clear(List<String> named) {
        var edits = new Edits(this);
        runs.requests()
                .clear(
                        named.isEmpty()
                                ? codeCells().stream().map(Cell::id).toList()
                                : named.stream()
                                        .map(id -> edits.visible(id).id())
                                        .toList());
    }

    /** What became of a request. */
    public Optional<Run> run(ExecId exec) {
        return ledgers.view().run(exec);
    }

    /** What runs now. */
    public Optional<ExecId> running() {
        return runs.lanes().mine().running();
    }

    /** One transaction; {@link Edits} has what people ask for. */
    public void edit(List<CellsEdit> edits) {
        var before = cells.view();
        if (!cells.edit(edits)) return;
        texts.follow(before, cells.view(), before.cells().keySet()).forEach(this::announce);
        CellChanges.between(before, cells.view()).ifPresent(this::announce);
        runs.cellsChanged();
    }

    /**
     * An edit of one cell's text that nobody is told of here.
     *
     * @param expected what the text is then
     * @throws IllegalStateException if it is not, so that nobody goes on with a wrong one
     */
    void splice(CellId cell, List<CellsEdit> splices, String expected) {
        cells.edit(splices);
        var now = cells.view().cells().get(cell);
        if (now == null || !now.source().equals(expected))
            throw new IllegalStateException("cell " + cell + " is not what was typed");
        runs.cellsChanged();
    }

    private List<Cell> codeCells() {
        return cells.view().visible().stream()
                .filter(cell -> cell.type() == CellType.CODE)
                .toList();
    }

    private ExecId unfinished(String exec) {
        return ifUnfinished(exec).orElseThrow(() -> new Refusal("There is no run " + exec + " that waits or runs."));
    }

    private Optional<ExecId> ifUnfinished(String exec) {
        return Optional.of(exec)
                .filter(Names::isValid)
                .map(ExecId::new)
                .filter(e -> run(e).filter(r -> !r.state().isEnd()).isPresent());
    }

    /** The cells as they are now. */
    public CellsView view() {
        return cells.view();
    }

    /** Whether only a preview of the cells is here, which shows what others have: nothing can be changed yet (SY-8). */
    public boolean isArriving() {
        return cells.isArriving();
    }

    /**
     * For what is built on the cells, or written from them.
     *
     * @throws Refusal if only a preview of them is here
     */
    public OpenNotebook whole() {
        if (isArriving()) throw new Refusal(Cells.ARRIVING);
        return this;
    }

    /** Loads the cells document, if it is not loaded: the first edit then waits for nothing. */
    public void load() {
        cells.load();
    }

    /** Of the cell's text, since the notebook was opened. */
    public long version(CellId cell) {
        return texts.version(cell);
    }

    /** The run that the cell shows. */
    public Optional<RunShown> shown(CellId cell) {
        return ledgers.view().shown(cell).map(run -> RunShown.of(this, run));
    }

    /** What {@code exec} put out, as far as it is stored. */
    public List<Output> outputs(ExecId exec) {
        return outputs.of(exec);
    }

    /** What it put out in another attempt than the one that is shown (EX-1). */
    public List<Output> outputs(ExecId exec, Attempt attempt) {
        return outputs.of(exec, attempt.session());
    }

    /** Why the last kernel for this computer's person ended, as a sentence, if none is open and it ended by itself. */
    public Optional<String> kernelEnded() {
        return runs.lanes().kernelEnded();
    }

    /** What waits for the kernel of the open session, in order. */
    public List<Run> waiting() {
        return runs.lanes().waiting();
    }

    /** Content that the notebook refers to. */
    public Optional<Bytes> blob(BlobId blob) {
        return new Blobs(desk.store()).get(blob);
    }

    /** The kernel of the open session. */
    public Optional<KernelState> kernel() {
        return runs.lanes().kernel();
    }

    Texts texts() {
        return texts;
    }

    ClientRows clients() {
        return clients;
    }

    Desk desk() {
        return desk;
    }

    Cells cells() {
        return cells;
    }

    Ledgers ledgers() {
        return ledgers;
    }

    Outputs outputs() {
        return outputs;
    }

    Places places() {
        return places;
    }

    Runs runs() {
        return runs;
    }

    Pending pending() {
        return pending;
    }

    /** What is stored is told at the end of the turn, what a running cell says at once. */
    void announce(NotebookEvent event) {
        if (event instanceof NotebookEvent.Live) tell(event);
        else told.add(event);
    }

    private void tell(NotebookEvent event) {
        owner.on(event);
        for (var observer : observers) observer.on(event);
    }

    /** Ends a turn: writes what it changed and tells it. */
    void save() {
        replication.settle();
        if (cells.wantsSnapshot() && !isMerging()) cells.snapshot();
        pending.write();
        replication.send();
        var all = List.copyOf(told);
        told.clear();
        all.forEach(this::tell);
    }

    /** A snapshot of a large document takes seconds: what others write does not wait for it, unless it never ends. */
    private boolean isMerging() {
        return fromOthers.mergedAgoMs(nowMs.getAsLong()) < MERGED_REST_MS && !cells.isSnapshotOverdue();
    }

    /** How many writes there were, if some of them may not be on the disk yet; else 0. */
    long unsyncedWrites() {
        return pending.unsyncedWrites();
    }

    /** The first {@code count} writes are on the disk. Any thread. */
    void syncedUpTo(long count) {
        pending.syncedUpTo(count);
    }

    /** A turn failed half-way: nothing of it, and nothing after it, is written; the next start settles (EX-8). */
    void breakOff() {
        pending.breakOff();
    }

    /** To be called about when {@link #untilTickMs} says. */
    void tick() {
        runs.tick();
        replication.tick();
    }

    long untilTickMs() {
        long next = Math.min(
                runs.nextTickMs().orElse(Long.MAX_VALUE),
                replication.nextTickMs().orElse(Long.MAX_VALUE));
        return Math.clamp(next - nowMs.getAsLong(), 0, TICK_MS_MAX);
    }

    /** Ends the session and settles what ran. */
    @Override
    public void close() {
        try {
            runs.lanes().stop();
            save();
            if (unsyncedWrites() > 0) desk.store().sync();
        } finally {
            runs.closeKernels();
            tell(new NotebookEvent.Closed());
            cells.close();
            ledgers.close();
            outputs.close();
        }
    }
}
