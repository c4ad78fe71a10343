package org.anode.node.page;

import java.util.List;
import java.util.Optional;
import org.anode.node.doc.CellOp;
import org.anode.node.doc.HostSettings;
import org.anode.node.page.Fields.Bad;
import org.anode.node.text.ChangeSet;
import org.anode.node.text.ChangeSetJson;
import org.anode.schema.Parsed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages of pages out of JSON. Every limit of the reader is set here (R12); what does not fit is a value. */
final class PageJson {
    /** Of one message either way. */
    static final int MESSAGE_BYTES_MAX = 4 << 20;

    /** A cell's metadata nests, nothing else does. */
    private static final int NESTING_MAX = 64;

    private static final int NUMBER_CHARS_MAX = 100;
    private static final int TITLE_CHARS_MAX = 1_000;

    private static final JsonMapper JSON = mapper(MESSAGE_BYTES_MAX);

    private PageJson() {}

    /** @param charsMax of the whole text */
    static JsonMapper mapper(int charsMax) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(NESTING_MAX)
                                .maxNumberLength(NUMBER_CHARS_MAX)
                                .maxStringLength(charsMax)
                                .maxDocumentLength(charsMax)
                                .build())
                        .build())
                .build();
    }

    static Parsed<PageRequest> decode(String text) {
        try {
            var json = JSON.readTree(text);
            return json.isObject() ? new Parsed.Ok<>(request(new Fields(json))) : new Parsed.Malformed<>("no object");
        } catch (JacksonException e) {
            return new Parsed.Malformed<>("no JSON, or beyond its limits");
        } catch (Bad e) {
            return new Parsed.Malformed<>(String.valueOf(e.getMessage()));
        }
    }

    private static PageRequest request(Fields in) {
        var type = in.text("t");
        if (type.equals("hello")) return new PageRequest.Hello(in.count("v"), in.text("session"), in.client("client"));
        if (type.equals("presence"))
            return new PageRequest.Presence(in.cellOrNone("cell"), in.place("anchor"), in.place("head"));
        return new PageRequest.Asked(in.count("id"), ask(type, in));
    }

    private static PageRequest.Ask ask(String type, Fields in) {
        return switch (type) {
            case "ping" -> new PageRequest.Ping();
            case "home" -> new PageRequest.Home();
            case "create" ->
                new PageRequest.Create(in.has("title") ? Optional.of(title(in, "title")) : Optional.empty());
            case "rename" -> new PageRequest.Rename(in.notebook("notebook"), title(in, "title"));
            case "delete" -> new PageRequest.Delete(in.notebook("notebook"));
            case "undelete" -> new PageRequest.Undelete(in.notebook("notebook"));
            case "deviceName" -> new PageRequest.DeviceName(title(in, "name"));
            case "open" -> new PageRequest.Open(in.notebook("notebook"), resume(in));
            case "close" -> new PageRequest.Close();
            case "edit" -> new PageRequest.Edit(in.cell("cell"), in.count("version"), changes(in));
            case "op" -> new PageRequest.Op(op(in.in("op")));
            default -> runAsk(type, in);
        };
    }

    private static PageRequest.Ask runAsk(String type, Fields in) {
        return switch (type) {
            case "run" ->
                new PageRequest.Run(in.cells("cells"), in.has("on") ? Optional.of(in.device("on")) : Optional.empty());
            case "elsewhere" -> new PageRequest.Elsewhere(in.exec("exec"));
            case "policy" -> new PageRequest.SetPolicy(in.rule("rule"));
            case "interrupt" ->
                new PageRequest.Interrupt(in.has("exec") ? Optional.of(in.exec("exec")) : Optional.empty());
            case "cancel" -> new PageRequest.Cancel(in.execs("execs"));
            case "restart" -> new PageRequest.Restart(in.has("runAll") && in.flag("runAll"), in.deviceOrNone("on"));
            case "hostSettings" ->
                new PageRequest.SetHosts(
                        new HostSettings(in.deviceOrNone("preferred"), in.flag("moves"), in.pace("pace")));
            case "allow" -> new PageRequest.Allow(in.execs("execs"), in.deviceOrNone("always"));
            case "deny" -> new PageRequest.Deny(in.execs("execs"));
            case "also" -> new PageRequest.Also(in.exec("exec"));
            case "clear" -> new PageRequest.Clear(in.cells("cells"));
            case "stdin" -> new PageRequest.Stdin(in.exec("exec"), in.text("text"));
            case "complete" -> new PageRequest.Complete(in.cell("cell"), in.text("source"), in.place("at"));
            case "variables" -> new PageRequest.ListVariables();
            case "inspect" -> new PageRequest.Inspect(in.cell("cell"), in.text("source"), in.place("at"));
            default -> SharingJson.ask(type, in);
        };
    }

    private static CellOp op(Fields in) {
        return switch (in.text("k")) {
            case "insert" ->
                new CellOp.Insert(in.cellOrNone("cell"), in.type("type"), in.cellOrNone("after"), in.text("source"));
            case "delete" -> new CellOp.Delete(in.cells("cells"));
            case "restore" -> new CellOp.Restore(in.cells("cells"));
            case "move" -> new CellOp.Move(in.cells("cells"), in.cellOrNone("after"));
            case "type" -> new CellOp.SetType(in.cells("cells"), in.type("type"));
            case "split" -> new CellOp.Split(in.cell("cell"), in.count("version"), in.places("at"));
            case "merge" -> new CellOp.Merge(in.cells("cells"), in.text("separator"));
            case "paste" -> new CellOp.Paste(in.cellOrNone("after"), in.objects("cells", PageJson::pasted));
            case "meta" -> new CellOp.Meta(in.cell("cell"), in.text("key"), value(in));
            case "title" -> new CellOp.Title(title(in, "title"));
            default -> throw new Bad("there is no such op");
        };
    }

    private static CellOp.Pasted pasted(Fields in) {
        var meta = in.json().path("meta");
        return new CellOp.Pasted(
                in.type("type"), in.text("source"), meta.isObject() ? meta : JsonNodeFactory.instance.objectNode());
    }

    private static Optional<JsonNode> value(Fields in) {
        return in.has("value") ? Optional.of(in.json().path("value")) : Optional.empty();
    }

    private static List<PageRequest.Pending> resume(Fields in) {
        return in.has("resume") ? in.in("resume").objects("edits", PageJson::pending) : List.of();
    }

    private static PageRequest.Pending pending(Fields in) {
        return new PageRequest.Pending(
                in.client("client"), in.count("id"), in.cell("cell"), in.heads("heads"), changes(in));
    }

    private static Parsed<ChangeSet> changes(Fields in) {
        return ChangeSetJson.decode(in.json().path("changes"));
    }

    private static String title(Fields in, String field) {
        var title = in.text(field);
        if (title.length() > TITLE_CHARS_MAX) throw new Bad(field + " is too long");
        return title;
    }
}
