package org.anode.node.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.anode.kernel.KernelPace;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteId;
import org.anode.node.share.TrustLevel;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.Names;
import org.anode.schema.NotebookId;
import org.anode.schema.cells.CellType;
import tools.jackson.databind.JsonNode;

/** The fields of a message. What is missing or of another form is a {@link Bad}, which {@link PageJson} catches. */
record Fields(JsonNode json) {
    /** Of one list: more cells than any notebook has. */
    private static final int ITEMS_MAX = 20_000;

    private static final int HEX_CHARS = 64;

    /** A field is not what it must be. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bad(String reason) {
            super(reason, null, false, false);
        }
    }

    Fields in(String field) {
        return new Fields(json.path(field));
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    String text(String field) {
        var value = json.path(field);
        if (!value.isString()) throw new Bad(field + " is no text");
        return value.stringValue();
    }

    long count(String field) {
        return count(json.path(field), field);
    }

    private static long count(JsonNode value, String field) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0)
            throw new Bad(field + " is no count");
        return value.longValue();
    }

    int place(String field) {
        return Math.toIntExact(Math.min(count(field), Integer.MAX_VALUE));
    }

    boolean flag(String field) {
        var value = json.path(field);
        if (!value.isBoolean()) throw new Bad(field + " is neither true nor false");
        return value.booleanValue();
    }

    CellId cell(String field) {
        return new CellId(name(text(field), field));
    }

    ExecId exec(String field) {
        return new ExecId(name(text(field), field));
    }

    String client(String field) {
        return name(text(field), field);
    }

    Optional<CellId> cellOrNone(String field) {
        return has(field) ? Optional.of(cell(field)) : Optional.empty();
    }

    NotebookId notebook(String field) {
        try {
            return NotebookId.parse(text(field));
        } catch (IllegalArgumentException e) {
            throw new Bad(field + " is no notebook");
        }
    }

    InviteId invite(String field) {
        try {
            return InviteId.parse(text(field));
        } catch (IllegalArgumentException e) {
            throw new Bad(field + " is no invite");
        }
    }

    DeviceId device(String field) {
        try {
            return DeviceId.parse(text(field));
        } catch (IllegalArgumentException e) {
            throw new Bad(field + " is no device");
        }
    }

    Optional<DeviceId> deviceOrNone(String field) {
        return has(field) ? Optional.of(device(field)) : Optional.empty();
    }

    Role role(String field) {
        return oneOf(field, Role.values(), Role::word);
    }

    TrustLevel trust(String field) {
        return oneOf(field, TrustLevel.values(), TrustLevel::word);
    }

    /** What was said before there were paces names none. */
    KernelPace pace(String field) {
        return has(field) ? oneOf(field, KernelPace.values(), KernelPace::word) : KernelPace.START;
    }

    /** Devices that are listed are named on the command line. */
    Rule rule(String field) {
        return oneOf(field, new Rule[] {Rule.MINE, Rule.MEMBERS, Rule.ASK}, Rule::word);
    }

    private <T> T oneOf(String field, T[] all, Function<T, String> word) {
        var wanted = text(field);
        for (var one : all) if (word.apply(one).equals(wanted)) return one;
        throw new Bad(field + " is none of those there are");
    }

    CellType type(String field) {
        var word = text(field);
        for (var type : CellType.values()) if (type.word().equals(word.toLowerCase(Locale.ROOT))) return type;
        throw new Bad(field + " is no type of cells");
    }

    List<CellId> cells(String field) {
        return list(field, item -> new CellId(name(item, field)));
    }

    List<ExecId> execs(String field) {
        return list(field, item -> new ExecId(name(item, field)));
    }

    List<ChangeHash> heads(String field) {
        return list(field, item -> ChangeHash.parse(hash(item, field)));
    }

    List<Integer> places(String field) {
        return items(field, item -> Math.toIntExact(Math.min(count(item, field), Integer.MAX_VALUE)));
    }

    /** The elements of an array, each an object. */
    <T> List<T> objects(String field, Function<Fields, T> read) {
        return items(field, item -> read.apply(new Fields(item)));
    }

    private <T> List<T> list(String field, Function<String, T> read) {
        return items(field, item -> {
            if (!item.isString()) throw new Bad(field + " holds what is no text");
            return read.apply(item.stringValue());
        });
    }

    private <T> List<T> items(String field, Function<JsonNode, T> read) {
        var array = json.path(field);
        if (!array.isArray() || array.size() > ITEMS_MAX) throw new Bad(field + " is no list, or too long");
        var items = new ArrayList<T>(array.size());
        for (var item : array) items.add(read.apply(item));
        return items;
    }

    private static String name(String text, String field) {
        if (!Names.isValid(text)) throw new Bad(field + " is no id");
        return text;
    }

    private static String hash(String text, String field) {
        if (text.length() != HEX_CHARS || !text.chars().allMatch(Fields::isHex)) throw new Bad(field + " is no hash");
        return text;
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
