package org.anode.schema.output;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;

/** An output as plain text, for a command line. */
public final class TextOutput {
    private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;:?]*[ -/]*[@-~]");

    private TextOutput() {}

    /**
     * The text of a stream, the {@code text/plain} of a display or result (else which types it has), a failure's
     * traceback. Ends with a line feed, except for a stream, which ends as it was written.
     *
     * @param blobs empty for a blob that is not here
     */
    public static String of(Output output, Function<BlobId, Optional<Bytes>> blobs) {
        return switch (output) {
            case Output.Stream s -> text(s.text(), blobs);
            case Output.Display d -> line(bundle(d.data(), blobs));
            case Output.Result r -> line(bundle(r.data(), blobs));
            case Output.Failure f -> line(traceback(f));
        };
    }

    /** Without colours and cursor movement. */
    public static String withoutAnsi(String text) {
        return ANSI.matcher(text).replaceAll("");
    }

    private static String bundle(Map<String, Data> data, Function<BlobId, Optional<Bytes>> blobs) {
        var plain = data.get("text/plain");
        if (plain != null) return text(plain, blobs);
        return "[" + String.join(", ", data.keySet().stream().sorted().toList()) + "]";
    }

    private static String text(Data data, Function<BlobId, Optional<Bytes>> blobs) {
        return switch (data) {
            case Data.Text(var text) -> text;
            case Data.Blob(var id, var size) ->
                blobs.apply(id).map(Bytes::toUtf8).orElse("[" + size + " bytes that are not on this computer]");
        };
    }

    private static String traceback(Output.Failure failure) {
        if (failure.traceback().isEmpty()) return failure.ename() + ": " + failure.evalue();
        return String.join("\n", failure.traceback());
    }

    private static String line(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
