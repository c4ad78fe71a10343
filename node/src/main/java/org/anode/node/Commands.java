package org.anode.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.doc.Edits;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Shown;
import org.anode.node.identity.DeviceName;
import org.anode.node.store.Blobs;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.cells.CellType;
import org.anode.schema.ledger.Run;
import org.anode.schema.ledger.RunState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What each command does, and the JSON it answers with. Any thread. */
final class Commands {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UNTITLED = "Untitled";

    private final Shelf shelf;
    private final NotebookFiles files;
    private final Blobs blobs;
    private final DeviceName deviceName;
    private final KeptFiles keptFiles;
    private final Who who;
    private final SharingCommands sharing;
    private final TrustCommands trust;
    private final HostCommands hosts;
    private final VariableCommands variables;

    Commands(
            Shelf shelf,
            NotebookFiles files,
            KeptFiles keptFiles,
            Blobs blobs,
            Who who,
            Sharing sharing,
            OwnTrust trust,
            RunPolicies policies) {
        this.sharing = new SharingCommands(sharing, shelf::title, trust::trust);
        this.trust = new TrustCommands(trust, () -> trust.named(shelf.notebooks()), who);
        this.hosts = new HostCommands(shelf, sharing, policies, () -> trust.named(shelf.notebooks()));
        this.variables = new VariableCommands(shelf);
        this.keptFiles = keptFiles;
        this.deviceName = who.name();
        this.who = who;
        this.shelf = shelf;
        this.files = files;
        this.blobs = blobs;
    }

    /** @throws NodeFailure with the sentence that is the answer */
    JsonNode carryOut(Command command, Consumer<Reply> reader) {
        return switch (command) {
            case Command.Status _ -> status();
            case Command.ListNotebooks _ -> list();
            case Command.NewNotebook(var title) -> id(create(title));
            case Command.ImportFile(var path) -> id(files.take(Path.of(path), notices(reader)));
            case Command.ExportFile(var name, var path) -> export(find(name), Path.of(path), reader);
            case Command.Rename(var name, var title) -> turn(name, open -> new Edits(open).rename(title));
            case Command.Delete(var name) -> id(delete(find(name), notices(reader)));
            case Command.Restore(var name, var cells) when cells.isEmpty() -> restore(name);
            case Command.Restore(var name, var cells) -> turn(name, open -> new Edits(open).restore(cells));
            case Command.Show(var name) -> show(find(name), reader);
            case Command.Add add -> add(add);
            case Command.Edit(var name, var cell, var source) ->
                turn(name, open -> new Edits(open).setSource(cell, source));
            case Command.Move(var name, var cell, var after) -> turn(name, open -> new Edits(open).move(cell, after));
            case Command.Remove(var name, var cells) -> turn(name, open -> new Edits(open).remove(cells));
            case Command.Clear(var name, var cells) -> turn(name, open -> open.clear(cells));
            case Command.Exec exec -> exec(exec, reader);
            case Command.Hosts(var name) -> hosts.list(find(name));
            case Command.SetHosts(var name, var prefer, var moves) -> hosts.setHosts(find(name), prefer, moves);
            case Command.Pace(var name, var word) ->
                word.isPresent() ? hosts.setPace(find(name), word.get()) : hosts.pace(find(name));
            case Command.Policy(var name) -> hosts.policy(name.map(this::find));
            case Command.SetPolicy(var name, var rule, var devices) ->
                hosts.setPolicy(name.map(this::find), rule, devices);
            case Command.Interrupt(var name, var exec) -> execs(shelf.ask(find(name), open -> open.interrupt(exec)));
            case Command.InterruptRuns(var name, var execs) ->
                execs(shelf.ask(find(name), open -> open.interruptRuns(execs)));
            case Command.Variables(var name) -> variables.list(find(name));
            case Command.Restart(var name, var runAll) -> execs(shelf.ask(find(name), open -> restart(open, runAll)));
            case Command.OpenFile(var path) -> id(bind(Path.of(path), reader));
            case Command.Share share -> sharing.share(find(share.notebook()), share);
            case Command.Requests _ -> sharing.requests();
            case Command.Approve(var request, var role) -> sharing.approve(request, role);
            case Command.Refuse(var request) -> sharing.refuse(request);
            case Command.Invites(var name) -> sharing.invites(find(name));
            case Command.Revoke(var name, var what) -> sharing.revoke(find(name), what);
            case Command.SetRole(var name, var device, var role, var flags) ->
                sharing.setRole(find(name), device, role, flags);
            case Command.Accept(var name, var device) -> sharing.accept(find(name), device);
            case Command.Leave(var name) -> sharing.leave(find(name));
            case Command.Join(var link, var timeout) ->
                sharing.join(link, timeout.map(Duration::ofSeconds), line -> reader.accept(new Reply.Progress(line)));
            case Command.People(var name) -> sharing.people(find(name));
            case Command.Devices _ -> trust.devices();
            case Command.TrustDevice(var device, var level) -> trust.trust(device, level);
            case Command.Pair(var link) -> trust.pair(link);
            case Command.PairingWords _ -> trust.pairingWords();
            case Command.ConfirmPairing(var same) -> trust.confirmPairing(same);
            case Command.Unpair(var device) -> trust.unpair(device);
            case Command.Peers _ -> sharing.peers();
            case Command.Connect(var host, var port) -> sharing.connect(host, port);
            case Command.Stop _, Command.Link _, Command.Doctor _, Command.Backup _ ->
                throw new WrongUsage("This is asked of the process that holds the node.");
        };
    }

    /** Takes the file in, unless it is a notebook here, and keeps it from now on. */
    private NotebookId bind(Path file, Consumer<Reply> reader) {
        var id = files.take(file, notices(reader));
        keptFiles.keep(id);
        return id;
    }

    /** A notebook with one code cell for each file taken in is found by its id. */
    NotebookId find(String name) {
        return Names.find(name, shelf.titles(), "");
    }

    private ObjectNode show(NotebookId id, Consumer<Reply> reader) {
        var shown = shelf.ask(id, Shown::of);
        var setAside = shelf.notebooks().log(id).setAside();
        if (!setAside.isEmpty())
            reader.accept(new Reply.Progress("Some edits of this notebook can not be applied and were set aside ("
                    + setAside.size() + "); doctor says which and why."));
        return ShowJson.of(shown, setAside, blobs, shelf.self(id), deviceName.get());
    }

    private ObjectNode status() {
        return JSON.createObjectNode()
                .put("device", who.identity().device().toString())
                .put("deviceName", deviceName.get())
                .put("notebooks", shelf.titles().size())
                .put("open", shelf.openCount());
    }

    private JsonNode list() {
        var list = JSON.createArrayNode();
        shelf.titles()
                .forEach(
                        (id, title) -> list.addObject().put("id", id.toString()).put("title", title));
        return list;
    }

    NotebookId create(Optional<String> title) {
        return shelf.create(open -> {
            new Edits(open).rename(title.orElseGet(this::freeTitle));
            return open;
        });
    }

    private String freeTitle() {
        var taken = shelf.titles().values();
        return Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? UNTITLED : UNTITLED + " " + n)
                .filter(title -> !taken.contains(title))
                .findFirst()
                .orElse(UNTITLED);
    }

    private ObjectNode export(NotebookId id, Path file, Consumer<Reply> reader) {
        return JSON.createObjectNode()
                .put("file", files.write(id, file, notices(reader)).toString());
    }

    /** @param notices hears who has it still */
    NotebookId delete(NotebookId id, NotebookFiles.Notices notices) {
        var others = sharing.stillHeldBy(id);
        shelf.bin(id);
        others.ifPresent(notices::say);
        return id;
    }

    private ObjectNode restore(String name) {
        var id = Names.find(name, shelf.binnedTitles(), " in the bin");
        shelf.unbin(id);
        return id(id);
    }

    private ObjectNode add(Command.Add add) {
        var type = type(add.type());
        var cell = shelf.ask(find(add.notebook()), open -> new Edits(open).add(type, add.after(), add.source()));
        return JSON.createObjectNode().put("id", cell.value());
    }

    private static CellType type(String word) {
        return Stream.of(CellType.values())
                .filter(type -> type.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("A cell's type is code, markdown or raw, not " + word + "."));
    }

    private JsonNode exec(Command.Exec exec, Consumer<Reply> reader) {
        if (exec.all() != exec.cells().isEmpty()) throw new WrongUsage("Name the cells to run, or say --all.");
        var id = find(exec.notebook());
        var on = exec.on().map(device -> hosts.reachable(id, device));
        if (!exec.await()) return execs(shelf.ask(id, open -> open.run(exec.cells(), on)));
        var execution = new Execution(shelf, id, reader);
        var runs = execution.run(
                exec.cells(), on, Patience.fromAsking(exec.timeoutSeconds().map(Duration::ofSeconds)));
        var bad = runs.stream().filter(run -> run.state() != RunState.OK).findFirst();
        if (bad.isPresent()) throw new NodeFailure(sentence(bad.get()));
        return execs(runs.stream().map(Run::exec).toList());
    }

    /** What became of a run that is not ok. */
    static String sentence(Run run) {
        var cell = "Cell " + run.cell();
        var reason = run.reason().map(why -> ": " + why).orElse(".");
        return switch (run.state()) {
            case PENDING, ASSIGNED -> cell + " has not started in time; it waits on, interrupt takes it out.";
            case EXECUTING -> cell + " has not ended in time; it runs on, interrupt ends it.";
            case OK -> cell + " ran.";
            case ERROR -> cell + " ended with an error" + reason;
            case CANCELLED -> cell + " was not run" + reason;
            case LOST -> cell + " was cut off" + reason;
            case REFUSED -> cell + " was refused" + reason;
        };
    }

    private static List<ExecId> restart(OpenNotebook open, boolean runAll) {
        open.restart();
        return runAll ? open.run(List.of()) : List.of();
    }

    private ObjectNode turn(String name, Consumer<OpenNotebook> turn) {
        var id = find(name);
        return shelf.ask(id, (Function<OpenNotebook, ObjectNode>) open -> {
            turn.accept(open);
            return id(id);
        });
    }

    private static NotebookFiles.Notices notices(Consumer<Reply> reader) {
        return sentence -> reader.accept(new Reply.Progress(sentence));
    }

    private static ObjectNode id(NotebookId id) {
        return JSON.createObjectNode().put("id", id.toString());
    }

    private static ObjectNode execs(List<ExecId> execs) {
        var json = JSON.createObjectNode();
        var array = json.putArray("execs");
        for (var exec : execs) array.add(exec.value());
        return json;
    }
}
