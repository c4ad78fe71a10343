package org.anode.node.page;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anode.node.Home;
import org.anode.node.doc.CodeAnswer;
import org.anode.node.doc.KernelState;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.RunShown;
import org.anode.node.doc.VariableJson;
import org.anode.node.text.ChangeSetJson;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.cells.Cell;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the node says to pages, as JSON: docs/page-protocol.md. */
final class Frames {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Frames() {}

    private static ObjectNode message(String type) {
        return JSON.objectNode().put("t", type);
    }

    static ObjectNode welcome(Home home, String nodeStart) {
        return message("welcome")
                .put("v", Conversation.VERSION)
                .put("device", home.device().toString())
                .put("deviceName", home.deviceName())
                .put("nodeStart", nodeStart);
    }

    static ObjectNode ok(long id) {
        return message("ok").put("id", id);
    }

    static ObjectNode no(long id, String why) {
        return message("no").put("id", id).put("why", why);
    }

    static ObjectNode saved(long id) {
        return message("saved").put("id", id);
    }

    static ObjectNode stale(long id, CellId cell) {
        return message("stale").put("id", id).put("cell", cell.value());
    }

    static ObjectNode notice(String level, String text) {
        return message("notice").put("level", level).put("text", text);
    }

    static ObjectNode notebooks(Home home) {
        var told = message("notebooks");
        var list = told.putArray("list");
        for (var notebook : home.notebooks()) {
            var row = list.addObject().put("id", notebook.id().toString()).put("title", notebook.title());
            notebook.file().ifPresent(file -> row.put("file", file.toString()));
            row.put("open", notebook.open()).put("running", notebook.running());
        }
        var bin = told.putArray("bin");
        for (var notebook : home.bin())
            bin.addObject()
                    .put("id", notebook.id().toString())
                    .put("title", notebook.title())
                    .put("daysLeft", notebook.daysLeft());
        told.set("joins", SharingFrames.joins(home.sharing()));
        told.set("me", PeopleFrames.device(home.device(), home.deviceName(), Colours.none()));
        told.set("paired", PeopleFrames.devices(home.trust().paired(), Colours.none()));
        return told.put("deviceName", home.deviceName());
    }

    static ObjectNode update(NotebookEvent.TextChanged text) {
        var told = message("update")
                .put("cell", text.cell().value())
                .put("version", text.version())
                .put("client", text.client());
        told.set("changes", ChangeSetJson.encode(text.changes()));
        told.set("heads", heads(text.heads()));
        return told;
    }

    /** The whole of one cell, for a page whose edit could not be taken. */
    static ObjectNode cell(OpenNotebook notebook, Cell cell) {
        var told = message("cell").put("cell", cell.id().value());
        told.set("heads", heads(notebook.view().heads()));
        fill(told, notebook, cell);
        return told;
    }

    static ObjectNode cells(OpenNotebook notebook, Collection<CellId> put, Collection<CellId> drop) {
        var told = message("cells");
        frame(told, notebook);
        var cells = told.putObject("put");
        for (var id : put) {
            var cell = notebook.view().cells().get(id);
            if (cell != null && !cell.deleted()) fill(cells.putObject(id.value()), notebook, cell);
        }
        names(told.putArray("drop"), drop);
        return told;
    }

    /** What every message about all cells says: title, order, bin, heads, and if they can not be changed yet. */
    static void frame(ObjectNode told, OpenNotebook notebook) {
        var view = notebook.view();
        told.put("title", view.meta().path("title").asString(""));
        told.set("heads", heads(view.heads()));
        if (notebook.isArriving()) told.put("arriving", true);
        names(told.putArray("order"), view.visible().stream().map(Cell::id).toList());
        var bin = told.putArray("bin");
        for (var cell : view.bin())
            bin.addObject()
                    .put("id", cell.id().value())
                    .put("type", cell.type().word())
                    .put("source", cell.source());
    }

    static void fill(ObjectNode to, OpenNotebook notebook, Cell cell) {
        to.put("type", cell.type().word())
                .put("version", notebook.version(cell.id()))
                .put("source", cell.source());
        to.set("meta", cell.meta());
        if (!cell.attachments().isEmpty()) to.set("attachments", Attachments.of(notebook, cell));
    }

    static ObjectNode run(RunShown shown, Doubts doubts) {
        var told = message("run").put("cell", shown.run().cell().value());
        told.set("run", head(shown, doubts));
        return told;
    }

    /** The cell shows no run any more. */
    static ObjectNode noRun(CellId cell) {
        return message("run").put("cell", cell.value()).putNull("run");
    }

    static ObjectNode head(RunShown shown, Doubts doubts) {
        var run = shown.run();
        var json = JSON.objectNode()
                .put("exec", run.exec().value())
                .put("state", run.state().word())
                .put("fromFile", run.request().origin().isPresent())
                .put("edited", shown.edited());
        shown.queue().ifPresent(place -> json.put("queue", place));
        run.count().ifPresent(count -> json.put("count", count));
        run.tookMs().ifPresent(tookMs -> json.put("tookMs", tookMs));
        shown.startedAgoMs().ifPresent(ago -> json.put("startedAgoMs", ago));
        run.reason().ifPresent(reason -> json.put("reason", reason));
        shown.waitsFor().ifPresent(what -> json.put("waitsFor", what));
        shown.prompt()
                .ifPresent(prompt ->
                        json.putObject("input").put("prompt", prompt.text()).put("password", prompt.password()));
        if (run.request().origin().isPresent()) return json;
        HostFrames.putPlace(json, shown);
        if (doubts.withholds(run)) json.put("withheld", true);
        return json.put("requestedBy", run.requester().device().toString());
    }

    static ObjectNode outputs(CellId cell, NotebookEvent.OutputsChanged changed, ToldOutputs.Told news) {
        var told = message("outputs")
                .put("cell", cell.value())
                .put("exec", changed.exec().value())
                .put("length", changed.length());
        put(told.putObject("put"), news.put());
        var tails = told.putObject("tail");
        news.tails()
                .forEach((index, tail) -> tails.putObject(Integer.toString(index))
                        .put("keep", tail.keep())
                        .put("text", tail.text()));
        return told;
    }

    private static void put(ObjectNode to, Map<Integer, Output> outputs) {
        outputs.forEach((index, output) -> to.set(Integer.toString(index), OutputJson.encode(output)));
    }

    static ArrayNode outputs(List<Output> outputs) {
        var list = JSON.arrayNode();
        outputs.forEach(output -> list.add(OutputJson.encode(output)));
        return list;
    }

    static ObjectNode session(OpenNotebook notebook) {
        var told = message("session");
        putSession(told, notebook);
        return told;
    }

    static void putSession(ObjectNode to, OpenNotebook notebook) {
        notebook.kernel()
                .ifPresentOrElse(
                        kernel -> to.putObject("session")
                                .put("state", word(kernel.phase()))
                                .put("language", kernel.language())
                                .put("jit", kernel.jit()),
                        () -> to.putNull("session"));
        notebook.kernelEnded().ifPresent(why -> to.put("ended", why));
    }

    private static String word(KernelState.Phase phase) {
        return switch (phase) {
            case STARTING -> "starting";
            case IDLE -> "idle";
            case BUSY -> "busy";
        };
    }

    static ArrayNode heads(Set<ChangeHash> heads) {
        var list = JSON.arrayNode();
        heads.stream().map(ChangeHash::toString).sorted().forEach(list::add);
        return list;
    }

    static void names(ArrayNode to, Collection<CellId> cells) {
        for (var cell : cells) to.add(cell.value());
    }

    static void counts(ArrayNode to, Collection<Long> counts) {
        counts.forEach(to::add);
    }

    /** The answer to a question about code. */
    static ObjectNode code(long id, CodeAnswer answer) {
        return switch (answer) {
            case CodeAnswer.Completions(var matches, var from, var to) -> {
                var told = ok(id).put("from", from).put("to", to);
                var list = told.putArray("matches");
                matches.forEach(list::add);
                yield told;
            }
            case CodeAnswer.Documentation(var data) -> {
                var told = ok(id);
                var bundle = told.putObject("data");
                data.forEach(bundle::put);
                yield told;
            }
            case CodeAnswer.Variables told -> VariableJson.put(ok(id), told);
            case CodeAnswer.None(var why) -> no(id, why);
        };
    }
}
