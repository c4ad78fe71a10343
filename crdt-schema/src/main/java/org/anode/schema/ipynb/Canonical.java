package org.anode.schema.ipynb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.cells.CellType;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import tools.jackson.databind.JsonNode;

/** Builds the canonical tree of a notebook, with the members and the order of nbformat 4.5's own writer. */
final class Canonical {
    private static final int NBFORMAT = 4;
    private static final int NBFORMAT_MINOR = 5;
    /** 64 bits of a hash: enough to tell the outputs of one cell apart. */
    private static final int FINGERPRINT_BYTES = 8;

    private final Stow.Unstow unstow;
    private final Function<BlobId, Bytes> blobs;

    Canonical(Function<BlobId, Bytes> blobs) {
        this.blobs = blobs;
        this.unstow = new Stow.Unstow(blobs);
    }

    Json notebook(JsonNode meta, List<ImportedCell> cells) {
        var ids = cells.stream().map(cell -> cell.id().value()).toList();
        return object(Map.of(
                "cells",
                new Json.Arr(cells.stream().map(this::cell).toList(), ids, List.of()),
                "metadata",
                unstow.notebookMeta(meta),
                "nbformat",
                Numbers.json(NBFORMAT),
                "nbformat_minor",
                Numbers.json(NBFORMAT_MINOR)));
    }

    private Json cell(ImportedCell cell) {
        var members = new HashMap<String, Json>();
        members.put("cell_type", Json.Str.of(cell.type().word()));
        members.put("id", Json.Str.of(cell.id().value()));
        members.put("metadata", unstow.json(cell.meta()));
        members.put("source", new Json.Prose(cell.source(), true));
        if (!cell.attachments().isEmpty()) members.put("attachments", unstow.attachments(cell.attachments()));
        if (cell.type() == CellType.CODE) {
            members.put("execution_count", count(cell.executionCount()));
            members.put("outputs", outputs(cell.outputs()));
        }
        return object(members);
    }

    private static Json count(OptionalLong count) {
        return count.isPresent() ? Numbers.json(count.getAsLong()) : Json.NULL;
    }

    private static Json resultCount(long count) {
        return count == Output.Result.NO_COUNT ? Json.NULL : Numbers.json(count);
    }

    /** A hint for an output fits only this very output, so it is filed under the output's fingerprint. */
    private Json outputs(List<Output> outputs) {
        var items = outputs.stream().map(this::output).toList();
        var names = new ArrayList<String>();
        var seen = new HashMap<String, Integer>();
        for (var item : items) {
            var print = Bytes.utf8(JsonWriter.compact(item))
                    .sha256()
                    .slice(0, FINGERPRINT_BYTES)
                    .toHex();
            names.add(print + "." + seen.merge(print, 1, Integer::sum));
        }
        return new Json.Arr(items, names, List.of());
    }

    private Json output(Output output) {
        return switch (output) {
            case Output.Stream stream ->
                object(Map.of(
                        "output_type", Json.Str.of("stream"),
                        "name", Json.Str.of(stream.name()),
                        "text", new Json.Prose(text(stream.text()), true)));
            case Output.Display display ->
                object(Map.of(
                        "output_type", Json.Str.of("display_data"),
                        "data", data(display.data()),
                        "metadata", unstow.json(display.meta())));
            case Output.Result result ->
                object(Map.of(
                        "output_type", Json.Str.of("execute_result"),
                        "data", data(result.data()),
                        "execution_count", resultCount(result.count()),
                        "metadata", unstow.json(result.meta())));
            case Output.Failure failure ->
                object(Map.of(
                        "output_type", Json.Str.of("error"),
                        "ename", Json.Str.of(failure.ename()),
                        "evalue", Json.Str.of(failure.evalue()),
                        "traceback", strings(failure.traceback())));
        };
    }

    private static Json strings(List<String> lines) {
        return Json.Arr.of(lines.stream().map(Json.Str::of).toList());
    }

    private Json data(Map<String, Data> data) {
        var members = new HashMap<String, Json>();
        data.forEach((mime, value) -> members.put(mime, Mime.json(mime, text(value))));
        return object(members);
    }

    private String text(Data data) {
        return switch (data) {
            case Data.Text text -> text.text();
            case Data.Blob blob -> new String(blobs.apply(blob.blob()).toArray(), StandardCharsets.UTF_8);
        };
    }

    static Json.Obj object(Map<String, Json> members) {
        var sorted = new TreeMap<String, Json>(Json.KEY_ORDER);
        sorted.putAll(members);
        SequencedMap<String, Json> ordered = new LinkedHashMap<>(sorted);
        return Json.Obj.of(ordered);
    }
}
