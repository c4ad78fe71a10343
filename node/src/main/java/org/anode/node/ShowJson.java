package org.anode.node;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.anode.node.doc.Shown;
import org.anode.node.store.Blobs;
import org.anode.schema.BatchHash;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.cells.Cell;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.NotebookForExport;
import org.anode.schema.ledger.SessionView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notebook as {@code show --json} prints it: {@code {id, title, cells:[{id, type, source, state, executionCount,
 * outputs, ranOn, requestedBy, tookMs}], sessions:[{id, scope, generation, host, ended}], people:[{device, name}],
 * setAside:[{edit, reason}]}}.
 */
final class ShowJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Shown shown;
    private final Map<CellId, JsonNode> outputs;

    private ShowJson(Shown shown, Blobs blobs) {
        this.shown = shown;
        this.outputs = outputs(shown, blobs);
    }

    /** @param setAside edits that are stored but not applied, each with a sentence why */
    static ObjectNode of(Shown shown, SortedMap<BatchHash, String> setAside, Blobs blobs, DeviceId me, String myName) {
        var json = JSON.createObjectNode().put("id", shown.id().toString()).put("title", shown.title());
        var show = new ShowJson(shown, blobs);
        var cells = json.putArray("cells");
        for (var cell : shown.view().visible()) cells.add(show.cell(cell));
        var sessions = json.putArray("sessions");
        for (var session : shown.sessions()) sessions.add(session(session));
        json.putArray("people").addObject().put("device", me.toString()).put("name", myName);
        var aside = json.putArray("setAside");
        setAside.forEach(
                (edit, reason) -> aside.addObject().put("edit", edit.toString()).put("reason", reason));
        return json;
    }

    /** The bytes of the notebook as a file. */
    static Bytes file(Shown shown, Blobs blobs) {
        return IpynbCodec.render(new NotebookForExport(shown.view(), shown.outputs(), blob -> content(blobs, blob)));
    }

    private static Bytes content(Blobs blobs, BlobId blob) {
        return blobs.get(blob)
                .orElseThrow(() -> new NodeFailure("A part of this notebook is missing on this computer (" + blob
                        + "): restore a backup, or clear the outputs and run the cells again."));
    }

    /** The outputs are what a file would hold. */
    private static Map<CellId, JsonNode> outputs(Shown shown, Blobs blobs) {
        var byCell = new HashMap<CellId, JsonNode>();
        if (shown.outputs().isEmpty()) return byCell;
        for (var cell : JSON.readTree(file(shown, blobs).toArray()).path("cells"))
            byCell.put(new CellId(cell.path("id").asString()), cell.path("outputs"));
        return byCell;
    }

    private ObjectNode cell(Cell cell) {
        var json = JSON.createObjectNode()
                .put("id", cell.id().value())
                .put("type", cell.type().word())
                .put("source", cell.source())
                .put("state", "idle")
                .putNull("executionCount");
        json.set("outputs", outputs.getOrDefault(cell.id(), JSON.createArrayNode()));
        json.putNull("ranOn").putNull("requestedBy").putNull("tookMs");
        addRun(cell, json);
        return json;
    }

    private void addRun(Cell cell, ObjectNode json) {
        var run = shown.runs().get(cell.id());
        if (run == null) return;
        json.put("state", run.state().word());
        run.count().ifPresent(count -> json.put("executionCount", count));
        run.tookMs().ifPresent(tookMs -> json.put("tookMs", tookMs));
        if (run.request().origin().isPresent()) return;
        run.ranOn().ifPresent(device -> json.put("ranOn", device.toString()));
        json.put("requestedBy", run.requester().device().toString());
    }

    private static ObjectNode session(SessionView session) {
        var json = JSON.createObjectNode()
                .put("id", session.id().value())
                .put("scope", session.scope())
                .put("generation", session.generation())
                .put("host", session.host().toString());
        session.ended().ifPresentOrElse(reason -> json.put("ended", reason), () -> json.putNull("ended"));
        return json;
    }
}
