package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.schema.ipynb.Mending.Kind;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.jspecify.annotations.Nullable;

/** Reads the outputs of one code cell. */
final class OutputReader {
    private final Stow stow;
    private final Mending mending;
    private final Version version;
    private final String cell;

    /** @param cell what sentences call the cell */
    OutputReader(Stow stow, Mending mending, Version version, String cell) {
        this.stow = stow;
        this.mending = mending;
        this.version = version;
        this.cell = cell;
    }

    List<Output> read(@Nullable Json outputs) throws Unreadable {
        if (outputs == null) mending.tell(Kind.ADDED, "outputs of " + cell);
        if (outputs == null) return List.of();
        if (!(outputs instanceof Json.Arr arr)) throw new Unreadable(Refusals.wrongKind(cell, "outputs", "a list"));
        var result = new ArrayList<Output>();
        for (var item : arr.items()) {
            if (!(item instanceof Json.Obj obj)) throw new Unreadable(Refusals.wrongKind(cell, "output", "an object"));
            result.add(output(obj));
        }
        return result;
    }

    private Output output(Json.Obj output) throws Unreadable {
        var type = output.get("output_type") instanceof Json.Str str ? str.text() : "";
        return switch (type) {
            case "stream" -> new Output.Stream(text(output, "name", "stdout"), stow.data(prose(output, "text")));
            case "display_data" ->
                new Output.Display(Optional.empty(), data(output), stow.json(object(output, "metadata")));
            case "execute_result" ->
                new Output.Result(count(output), data(output), stow.json(object(output, "metadata")));
            case "error" ->
                new Output.Failure(text(output, "ename", ""), text(output, "evalue", ""), traceback(output));
            default -> throw new Unreadable(Refusals.unknown(version, cell, "an output", type));
        };
    }

    private long count(Json.Obj output) {
        if (output.get("execution_count") instanceof Json.Num num) {
            long count = Numbers.whole(num.spelled()).orElse(Output.Result.NO_COUNT);
            if (count >= 0) return count;
        }
        if (!Json.NULL.equals(output.get("execution_count"))) mending.tell(Kind.CHANGED, "execution_count in " + cell);
        return Output.Result.NO_COUNT;
    }

    private String text(Json.Obj output, String key, String otherwise) {
        var value = output.get(key);
        if (value instanceof Json.Str str) return str.text();
        mending.tell(value == null ? Kind.ADDED : Kind.CHANGED, key + " of an output of " + cell);
        return value == null ? otherwise : line(value);
    }

    private String prose(Json.Obj output, String key) {
        var value = output.get(key);
        return value != null && FileProse.isText(value) ? FileProse.text(value) : text(output, key, "");
    }

    private List<String> traceback(Json.Obj output) {
        var value = output.get("traceback");
        if (!(value instanceof Json.Arr arr)) {
            mending.tell(value == null ? Kind.ADDED : Kind.CHANGED, "traceback of an output of " + cell);
            return value == null ? List.of() : List.of(line(value));
        }
        if (!FileProse.isText(arr)) mending.tell(Kind.CHANGED, "traceback of an output of " + cell);
        return arr.items().stream().map(OutputReader::line).toList();
    }

    private static String line(Json value) {
        return value instanceof Json.Str str ? str.text() : JsonWriter.compact(Json.plain(value));
    }

    private Map<String, Data> data(Json.Obj output) throws Unreadable {
        var data = new LinkedHashMap<String, Data>();
        object(output, "data").members().forEach((mime, value) -> {
            if (!Mime.isValid(mime, value)) mending.tell(Kind.CHANGED, Mending.brief(mime) + " of " + cell);
            if (Limits.isName(mime)) data.put(mime, stow.data(Mime.text(mime, value)));
        });
        return data;
    }

    private Json.Obj object(Json.Obj output, String key) throws Unreadable {
        var value = output.get(key);
        if (value instanceof Json.Obj obj) return obj;
        if (value != null) throw new Unreadable(Refusals.wrongKind(cell, key + " of an output", "an object"));
        mending.tell(Kind.ADDED, key + " of an output of " + cell);
        return Json.Obj.of(new LinkedHashMap<>());
    }
}
