package org.anode.schema.ledger;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.schema.BlobId;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.Names;
import org.anode.schema.Parsed;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Bid;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ledger records to and from JSON, field by field as documents.md names them. The whole form is {@code {"section",
 * "key", "value"}}; a ledger document holds {@code value} under {@code section/key}. Unknown fields are ignored, what
 * can not be read is a value.
 */
public final class RecordJson {
    /** More heads than a notebook has writers at once. */
    static final int HEADS_MAX = 1_000;

    /** A sentence for people, or a name. */
    static final int TEXT_CHARS_MAX = 8 * 1024;

    private RecordJson() {}

    /** Which map of a ledger document a record stands in. */
    public enum Section {
        REQUESTS,
        CONTROLS,
        BIDS,
        SESSIONS,
        ENDED,
        ASSIGNMENTS,
        STARTED,
        FINISHED;

        /** Its key in the document. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for a word this version does not know (DO-9). */
        public static Optional<Section> parse(String word) {
            return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
        }

        public static Section of(LedgerRecord record) {
            return switch (record) {
                case Request _ -> REQUESTS;
                case Control _ -> CONTROLS;
                case Bid _ -> BIDS;
                case Session _ -> SESSIONS;
                case Ended _ -> ENDED;
                case Assignment _ -> ASSIGNMENTS;
                case Started _ -> STARTED;
                case Finished _ -> FINISHED;
            };
        }
    }

    public static ObjectNode encode(LedgerRecord record) {
        return object().put("section", Section.of(record).word())
                .put("key", record.key())
                .set("value", fields(record))
                .asObject();
    }

    public static Parsed<LedgerRecord> decode(JsonNode json) {
        try {
            return decode(word(Section.class, text(json, "section")), text(json, "key"), json.path("value"));
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
    }

    /** The record without its key; fields ascending, as a document keeps them without a hint. */
    public static ObjectNode fields(LedgerRecord record) {
        var unordered = object();
        put(record, unordered);
        var fields = object();
        unordered.propertyNames().stream().sorted().forEach(name -> fields.set(name, unordered.get(name)));
        return fields;
    }

    private static void put(LedgerRecord record, ObjectNode o) {
        switch (record) {
            case Request r -> requestFields(r, o);
            case Control c -> controlFields(c, o);
            case Bid b ->
                o.put("scope", b.scope()).put("generation", b.generation()).put("spec", b.spec());
            case Session s ->
                o.put("scope", s.scope())
                        .put("generation", s.generation())
                        .put("spec", s.spec())
                        .put("serves", s.serves());
            case Ended e -> o.put("reason", e.reason());
            case Assignment a -> o.put("session", a.session().value());
            case Started s -> o.put("session", s.session().value()).put("count", s.count());
            case Finished f -> finishedFields(f, o);
        }
    }

    private static void requestFields(Request r, ObjectNode o) {
        o.put("cell", r.cell().value());
        var heads = o.putArray("heads");
        r.heads().stream().sorted().forEach(h -> heads.add(h.toString()));
        o.put("sourceHash", r.sourceHash().toString()).put("seq", r.seq());
        r.host().ifPresent(d -> o.put("host", d.toString()));
        r.session().ifPresent(s -> o.put("session", s.value()));
        r.batch().ifPresent(b -> o.put("batch", b));
        r.retryOf().ifPresent(e -> o.put("retryOf", e.value()));
        r.origin().ifPresent(x -> o.put("origin", x));
    }

    private static void controlFields(Control c, ObjectNode o) {
        o.put("kind", lower(c.kind())).put("seq", c.seq());
        c.exec().ifPresent(e -> o.put("exec", e.value()));
        c.session().ifPresent(s -> o.put("session", s.value()));
        c.cell().ifPresent(x -> o.put("cell", x.value()));
    }

    private static void finishedFields(Finished f, ObjectNode o) {
        o.put("state", lower(f.state())).put("outputsEnd", f.outputsEnd());
        f.reason().ifPresent(r -> o.put("reason", r));
        f.tookMs().ifPresent(t -> o.put("tookMs", t));
    }

    /** Reads a record from what a ledger document holds under {@code section/key}. */
    public static Parsed<LedgerRecord> decode(Section section, String key, JsonNode value) {
        try {
            return new Parsed.Ok<>(record(section, key, value));
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
    }

    private static LedgerRecord record(Section section, String key, JsonNode v) {
        return switch (section) {
            case REQUESTS -> request(key, v);
            case CONTROLS -> control(key, v);
            case BIDS -> new Bid(name(key), text(v, "scope"), sequence(v, "generation"), text(v, "spec"));
            case SESSIONS ->
                new Session(
                        new SessionId(key),
                        text(v, "scope"),
                        sequence(v, "generation"),
                        text(v, "spec"),
                        text(v, "serves"));
            case ENDED -> new Ended(new SessionId(key), text(v, "reason"));
            case ASSIGNMENTS -> new Assignment(new ExecId(key), new SessionId(text(v, "session")));
            case STARTED -> new Started(new ExecId(key), new SessionId(text(v, "session")), number(v, "count"));
            case FINISHED ->
                new Finished(
                        new ExecId(key),
                        word(FinishState.class, text(v, "state")),
                        optional(v, "reason"),
                        v.has("tookMs") ? OptionalLong.of(number(v, "tookMs")) : OptionalLong.empty(),
                        number(v, "outputsEnd"));
        };
    }

    private static Request request(String key, JsonNode v) {
        return new Request(
                new ExecId(key),
                new CellId(text(v, "cell")),
                heads(v.path("heads")),
                BlobId.parse(text(v, "sourceHash")),
                sequence(v, "seq"),
                optional(v, "host").map(DeviceId::parse),
                optional(v, "session").map(SessionId::new),
                optional(v, "batch").map(RecordJson::name),
                optional(v, "retryOf").map(ExecId::new),
                optional(v, "origin"));
    }

    private static Control control(String key, JsonNode v) {
        return new Control(
                name(key),
                word(ControlKind.class, text(v, "kind")),
                optional(v, "exec").map(ExecId::new),
                optional(v, "session").map(SessionId::new),
                optional(v, "cell").map(CellId::new),
                sequence(v, "seq"));
    }

    private static Set<ChangeHash> heads(JsonNode array) {
        if (!array.isArray() || array.size() > HEADS_MAX) throw new IllegalArgumentException("heads");
        var heads = new HashSet<ChangeHash>();
        for (var head : array) heads.add(ChangeHash.parse(head.asString("")));
        return heads;
    }

    private static String text(JsonNode v, String field) {
        return optional(v, field).orElseThrow(() -> new IllegalArgumentException("no " + field));
    }

    /** Empty if the field is missing or null. */
    private static Optional<String> optional(JsonNode v, String field) {
        var node = v.path(field);
        if (node.isMissingNode() || node.isNull()) return Optional.empty();
        if (!node.isString() || node.stringValue().length() > TEXT_CHARS_MAX)
            throw new IllegalArgumentException("bad " + field);
        return Optional.of(node.stringValue());
    }

    private static String name(String text) {
        if (!Names.isValid(text)) throw new IllegalArgumentException("bad id");
        return text;
    }

    private static long sequence(JsonNode v, String field) {
        var value = number(v, field);
        if (value == 0) throw new IllegalArgumentException("bad " + field);
        return value;
    }

    private static long number(JsonNode v, String field) {
        var node = v.path(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) throw new IllegalArgumentException("bad " + field);
        var value = node.longValue();
        if (value < 0 || value > Climb.VALUE_MAX) throw new IllegalArgumentException("bad " + field);
        return value;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        for (E value : type.getEnumConstants()) if (lower(value).equals(word)) return value;
        throw new IllegalArgumentException("unknown " + type.getSimpleName());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static <T> Parsed<T> malformed(IllegalArgumentException e) {
        return new Parsed.Malformed<>(String.valueOf(e.getMessage()));
    }
}
