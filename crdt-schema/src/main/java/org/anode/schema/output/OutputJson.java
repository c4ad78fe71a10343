package org.anode.schema.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anode.schema.BlobId;
import org.anode.schema.Parsed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Outputs to and from JSON, field by field as an outputs document holds them: {@code {kind, name?, count?, displayId?,
 * data: {<mime>: {text} | {blob, size}}, meta?, ename?, evalue?, traceback?}}. A stream's text stands under {@code
 * text/plain}; {@code meta} is JSON text, so that nothing of it is lost; a string over {@link #PIECE_CHARS} is an array
 * of pieces. Unknown fields are ignored, what can not be read is a value.
 */
public final class OutputJson {
    /** The one type of a stream. */
    static final String STREAM_MIME = "text/plain";

    /** A string of a document must fit one change chunk with room to spare (AutomergeDoc.VALUE_BYTES_MAX). */
    static final int PIECE_CHARS = 64 * 1024;

    private static final JsonMapper META = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private OutputJson() {}

    /** Fields ascending, as a document keeps them without a hint. */
    public static ObjectNode encode(Output output) {
        var o = JsonNodeFactory.instance.objectNode();
        switch (output) {
            case Output.Stream s -> {
                o.set("data", bundle(Map.of(STREAM_MIME, s.text())));
                o.put("kind", "stream").put("name", s.name());
            }
            case Output.Display d -> {
                o.set("data", bundle(d.data()));
                d.displayId().ifPresent(id -> o.put("displayId", id));
                o.put("kind", "display");
                putMeta(o, d.meta());
            }
            case Output.Result r -> {
                if (r.count() != Output.Result.NO_COUNT) o.put("count", r.count());
                o.set("data", bundle(r.data()));
                o.put("kind", "result");
                putMeta(o, r.meta());
            }
            case Output.Failure f -> failure(f, o);
        }
        return o;
    }

    private static void failure(Output.Failure failure, ObjectNode o) {
        o.set("ename", pieces(failure.ename()));
        o.set("evalue", pieces(failure.evalue()));
        o.put("kind", "error");
        var traceback = o.putArray("traceback");
        failure.traceback().forEach(line -> traceback.add(pieces(line)));
    }

    private static void putMeta(ObjectNode o, JsonNode meta) {
        if (!meta.isEmpty()) o.set("meta", pieces(meta.toString()));
    }

    private static JsonNode pieces(String text) {
        if (text.length() <= PIECE_CHARS) return JsonNodeFactory.instance.stringNode(text);
        var pieces = JsonNodeFactory.instance.arrayNode();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + PIECE_CHARS);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) end--;
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static ObjectNode bundle(Map<String, Data> data) {
        var o = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(data).forEach((mime, value) -> o.set(mime, encode(value)));
        return o;
    }

    private static ObjectNode encode(Data data) {
        var o = JsonNodeFactory.instance.objectNode();
        return switch (data) {
            case Data.Text(var text) -> o.put("text", text);
            case Data.Blob(var id, var size) -> o.put("blob", id.toString()).put("size", size);
        };
    }

    public static Parsed<Output> decode(JsonNode json) {
        try {
            return new Parsed.Ok<>(output(json));
        } catch (IllegalArgumentException e) {
            return new Parsed.Malformed<>(String.valueOf(e.getMessage()));
        }
    }

    private static Output output(JsonNode o) {
        return switch (text(o, "kind")) {
            case "stream" ->
                new Output.Stream(text(o, "name"), data(o.path("data").path(STREAM_MIME)));
            case "display" -> new Output.Display(displayId(o), bundle(o.path("data")), meta(o));
            case "result" -> new Output.Result(count(o), bundle(o.path("data")), meta(o));
            case "error" -> new Output.Failure(text(o, "ename"), text(o, "evalue"), texts(o.path("traceback")));
            default -> throw new IllegalArgumentException("unknown kind of output");
        };
    }

    private static long count(JsonNode o) {
        return o.has("count") ? number(o, "count") : Output.Result.NO_COUNT;
    }

    private static Optional<String> displayId(JsonNode o) {
        return o.has("displayId") ? Optional.of(text(o, "displayId")) : Optional.empty();
    }

    private static Map<String, Data> bundle(JsonNode o) {
        if (!o.isObject()) throw new IllegalArgumentException("bad data");
        var data = new HashMap<String, Data>();
        o.properties().forEach(e -> data.put(e.getKey(), data(e.getValue())));
        return Map.copyOf(data);
    }

    private static Data data(JsonNode o) {
        if (o.has("text")) return new Data.Text(text(o, "text"));
        return new Data.Blob(BlobId.parse(text(o, "blob")), number(o, "size"));
    }

    private static JsonNode meta(JsonNode o) {
        if (!o.has("meta")) return JsonNodeFactory.instance.objectNode();
        try {
            var meta = META.readTree(text(o, "meta"));
            if (meta.isObject()) return meta;
        } catch (JacksonException _) {
            // Said below: a disk or a peer gave it to us.
        }
        throw new IllegalArgumentException("bad meta");
    }

    private static List<String> texts(JsonNode array) {
        if (!array.isArray()) throw new IllegalArgumentException("bad traceback");
        var texts = new ArrayList<String>();
        for (var node : array) texts.add(string(node, "traceback"));
        return List.copyOf(texts);
    }

    private static String text(JsonNode o, String field) {
        return string(o.path(field), field);
    }

    private static String string(JsonNode node, String field) {
        if (node.isString()) return node.stringValue();
        if (!node.isArray()) throw new IllegalArgumentException("bad " + field);
        var joined = new StringBuilder();
        for (var piece : node) {
            if (!piece.isString()) throw new IllegalArgumentException("bad " + field);
            joined.append(piece.stringValue());
        }
        return joined.toString();
    }

    private static long number(JsonNode o, String field) {
        var node = o.path(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0)
            throw new IllegalArgumentException("bad " + field);
        return node.longValue();
    }
}
