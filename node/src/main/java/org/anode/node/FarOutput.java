package org.anode.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anode.node.control.Reply;
import org.anode.node.doc.NotebookEvent.OutputsChanged;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;

/** Prints what runs on other computers put out, as it comes: each piece once. One thread. */
final class FarOutput {
    private final Function<BlobId, Optional<Bytes>> content;
    private final Consumer<Reply> reader;
    private final Map<Place, Integer> printed = new HashMap<>();
    private String failure = "";

    private record Place(ExecId exec, int index) {}

    /** @param content empty while it has not come */
    FarOutput(Function<BlobId, Optional<Bytes>> content, Consumer<Reply> reader) {
        this.content = content;
        this.reader = reader;
    }

    /** What the last exception said, in one line. */
    String failure() {
        return failure;
    }

    void on(OutputsChanged news) {
        news.put().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(put -> print(new Place(news.exec(), put.getKey()), put.getValue()));
    }

    /** All of a run, as far as it was not printed. */
    void rest(ExecId exec, List<Output> outputs) {
        for (int i = 0; i < outputs.size(); i++) print(new Place(exec, i), outputs.get(i));
    }

    private void print(Place place, Output output) {
        switch (output) {
            case Output.Stream(var name, var text) -> plain(text).ifPresent(now -> stream(place, name, now));
            case Output.Display display -> mime(display.data()).ifPresent(text -> once(place, text, false));
            case Output.Result result -> mime(result.data()).ifPresent(text -> once(place, text, false));
            case Output.Failure(var ename, var evalue, var traceback) -> {
                failure = ename + ": " + evalue;
                once(place, String.join("\n", traceback) + "\n", true);
            }
        }
    }

    /** It grows in place; one that was cleared and written anew is printed from its beginning. */
    private void stream(Place place, String name, String text) {
        int before = printed.getOrDefault(place, 0);
        var news = text.length() >= before ? text.substring(before) : text;
        printed.put(place, text.length());
        if (!news.isEmpty()) reader.accept(new Reply.Text(news, name.equals("stderr")));
    }

    private void once(Place place, String text, boolean isError) {
        if (printed.put(place, text.length()) == null) reader.accept(new Reply.Text(text, isError));
    }

    private Optional<String> mime(Map<String, Data> data) {
        var types = "[" + String.join(", ", data.keySet().stream().sorted().toList()) + "]";
        var plain = data.get("text/plain");
        return (plain == null ? Optional.of(types) : plain(plain)).map(text -> text + "\n");
    }

    private Optional<String> plain(Data data) {
        return switch (data) {
            case Data.Text(var text) -> Optional.of(text);
            case Data.Blob(var blob, var _) -> content.apply(blob).map(Bytes::toUtf8);
        };
    }

    /** Whether nothing of it is yet to come. */
    boolean isHere(Output output) {
        return switch (output) {
            case Output.Stream(var _, var text) -> plain(text).isPresent();
            case Output.Display display -> mime(display.data()).isPresent();
            case Output.Result result -> mime(result.data()).isPresent();
            case Output.Failure _ -> true;
        };
    }
}
