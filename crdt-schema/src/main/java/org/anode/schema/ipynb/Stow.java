package org.anode.schema.ipynb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.output.Data;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts values into the form documents keep (DO-7): native where they are small, blob references else. A blob holds the
 * JSON text of a metadata value, or the text of an attachment or output.
 */
final class Stow {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<BlobId, Bytes> blobs = new HashMap<>();

    Map<BlobId, Bytes> blobs() {
        return blobs;
    }

    /** Metadata without what is not for documents and stays in the layout: our own keys, odd names, a title that is none. */
    ObjectNode notebookMeta(Json.Obj meta) {
        var node = NODES.objectNode();
        meta.members().forEach((key, value) -> {
            boolean title = key.equals(Reserved.TITLE);
            if (Reserved.isOurs(key)
                    || !Limits.isName(key)
                    || (title && title(meta).isEmpty())) return;
            node.set(key, json(value));
        });
        return node;
    }

    /** A cell's metadata is always an object of native values; oddly named members, or one named like our mark, stay in the layout. */
    ObjectNode cellMeta(Json.Obj meta) {
        var node = NODES.objectNode();
        meta.members().forEach((key, value) -> {
            if (!key.equals(Reserved.BLOB) && Limits.isName(key)) node.set(key, json(value));
        });
        return node;
    }

    static Optional<String> title(Json.Obj meta) {
        return meta.get(Reserved.TITLE) instanceof Json.Str str && !str.text().isBlank() && isSmall(str.text())
                ? Optional.of(str.text())
                : Optional.empty();
    }

    private static boolean isSmall(String text) {
        return Bytes.utf8(text).size() < Limits.INLINE_MAX_BYTES;
    }

    JsonNode json(Json value) {
        return switch (value) {
            case Json.Obj obj -> object(obj);
            case Json.Arr arr -> array(arr);
            case Json.Str str -> isSmall(str.text()) ? NODES.stringNode(str.text()) : reference(value);
            case Json.Prose prose -> isSmall(prose.text()) ? NODES.stringNode(prose.text()) : reference(value);
            case Json.Num num -> Numbers.isFinite(num.spelled()) ? Numbers.node(num.spelled()) : reference(value);
            case Json.Word(var word) -> word.equals("null") ? NODES.nullNode() : NODES.booleanNode(word.equals("true"));
        };
    }

    private JsonNode object(Json.Obj obj) {
        boolean fits = obj.members().keySet().stream().allMatch(Limits::isName);
        if (!fits || obj.has(Reserved.BLOB) || size(obj) > Limits.OBJECT_INLINE_MAX_BYTES) return reference(obj);
        var node = NODES.objectNode();
        obj.members().forEach((key, member) -> node.set(key, json(member)));
        return node;
    }

    private JsonNode array(Json.Arr arr) {
        if (size(arr) > Limits.INLINE_MAX_BYTES) return reference(arr);
        var node = NODES.arrayNode();
        arr.items().forEach(item -> node.add(json(item)));
        return node;
    }

    private static int size(Json value) {
        return Bytes.utf8(JsonWriter.compact(Json.plain(value))).size();
    }

    private ObjectNode reference(Json value) {
        return reference(JsonWriter.compact(Json.plain(value)));
    }

    /** Stores {@code text} as a blob and gives {@code {"$blob": hex, "size": bytes}}. */
    ObjectNode reference(String text) {
        var content = Bytes.utf8(text);
        return NODES.objectNode().put(Reserved.BLOB, store(content).toString()).put(Reserved.SIZE, (long)
                content.size());
    }

    private BlobId store(Bytes content) {
        var id = new BlobId(content.sha256());
        blobs.put(id, content);
        return id;
    }

    /** Attachments go to blobs whatever their size; those with odd names stay in the layout. */
    ObjectNode attachments(Json.Obj attachments) {
        var node = NODES.objectNode();
        attachments.members().forEach((name, bundle) -> {
            if (!Limits.isName(name)) return;
            var mimes = node.putObject(name);
            if (bundle instanceof Json.Obj obj)
                obj.members().forEach((mime, value) -> {
                    if (Limits.isName(mime)) mimes.set(mime, reference(Mime.text(mime, value)));
                });
        });
        return node;
    }

    Data data(String text) {
        if (isSmall(text)) return new Data.Text(text);
        var content = Bytes.utf8(text);
        return new Data.Blob(store(content), content.size());
    }

    /** The way back: values of documents as canonical JSON. */
    static final class Unstow {
        private final Function<BlobId, Bytes> blobs;

        Unstow(Function<BlobId, Bytes> blobs) {
            this.blobs = blobs;
        }

        /** Metadata for a file: without our keys, and without a title that only came from the file's name. */
        Json notebookMeta(JsonNode meta) {
            var members = new LinkedHashMap<String, Json>();
            var given = meta.get(Reserved.GIVEN_TITLE);
            for (var member : meta.properties()) {
                boolean asGiven = member.getKey().equals(Reserved.TITLE)
                        && member.getValue().equals(given);
                if (!Reserved.isOurs(member.getKey()) && !asGiven)
                    members.put(member.getKey(), json(member.getValue()));
            }
            return Canonical.object(members);
        }

        Json json(JsonNode node) {
            return switch (node) {
                case ObjectNode obj when obj.has(Reserved.BLOB) -> blobJson(obj);
                case ObjectNode obj -> {
                    var members = new LinkedHashMap<String, Json>();
                    obj.properties().forEach(member -> members.put(member.getKey(), json(member.getValue())));
                    yield Canonical.object(members);
                }
                case ArrayNode arr ->
                    Json.Arr.of(arr.values().stream().map(this::json).toList());
                default -> scalar(node);
            };
        }

        private static Json scalar(JsonNode node) {
            if (node.isNumber()) return Numbers.json(node);
            if (node.isBoolean()) return Json.Word.of(node.booleanValue());
            return node.isString() ? Json.Str.of(node.stringValue()) : Json.NULL;
        }

        Json attachments(JsonNode attachments) {
            var names = new LinkedHashMap<String, Json>();
            for (var bundle : attachments.properties()) {
                var mimes = new LinkedHashMap<String, Json>();
                bundle.getValue()
                        .properties()
                        .forEach(mime -> text(mime.getValue())
                                .ifPresent(text -> mimes.put(mime.getKey(), Mime.json(mime.getKey(), text))));
                names.put(bundle.getKey(), Canonical.object(mimes));
            }
            return Canonical.object(names);
        }

        private Json blobJson(ObjectNode reference) {
            var json = text(reference).map(JsonReader::own);
            return json.isPresent() ? Json.plain(json.get()) : Json.NULL;
        }

        /** The content of the blob that {@code node} refers to; empty if it is no reference. */
        Optional<String> text(JsonNode node) {
            return id(node).map(id -> blobs.apply(id).toUtf8());
        }

        private static Optional<BlobId> id(JsonNode node) {
            try {
                return node.path(Reserved.BLOB).asStringOpt().map(BlobId::parse);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
