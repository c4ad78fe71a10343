package org.anode.schema.output;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;

/** Does what edits say, strictly: an edit that does not fit fails the test. */
final class Stored {
    final Map<BlobId, Bytes> blobs = new HashMap<>();
    long blobBytes;

    /** Characters put into or taken out of growing texts. */
    long textChars;

    private final Map<ExecId, TreeMap<Integer, Output>> runs = new HashMap<>();
    private final Map<OutputsDocument.Place, String> open = new HashMap<>();

    List<OutputEdit> take(Flush flush) {
        flush.blobs().forEach((id, bytes) -> {
            blobs.put(id, bytes);
            blobBytes += bytes.size();
        });
        flush.edits().forEach(this::take);
        return flush.edits();
    }

    private void take(OutputEdit edit) {
        var run = runs.computeIfAbsent(edit.exec(), _ -> new TreeMap<>());
        var place = new OutputsDocument.Place(edit.exec(), edit.index());
        switch (edit) {
            case OutputEdit.Put(var _, var index, var output) -> {
                assertTrue(run.containsKey(index) || run.isEmpty() || run.lastKey() < index, "a new index is the last");
                run.put(index, output);
                open.remove(place);
            }
            case OutputEdit.OpenStream(var _, var index, var name, var text) -> {
                assertTrue(run.isEmpty() || run.lastKey() < index, "a new index is the last");
                run.put(index, new Output.Stream(name, new Data.Text(text)));
                grown(place, run, text, text.length());
            }
            case OutputEdit.AppendStream(var _, var _, var text) ->
                grown(place, run, open.get(place) + text, text.length());
            case OutputEdit.ReplaceStreamTail(var _, var _, var keep, var text) -> {
                var before = open.get(place);
                grown(place, run, before.substring(0, keep) + text, before.length() - keep + text.length());
            }
            case OutputEdit.Remove(var _, var index) -> {
                assertTrue(run.containsKey(index), "only what is there is removed");
                run.remove(index);
                open.remove(place);
            }
        }
    }

    private void grown(OutputsDocument.Place place, Map<Integer, Output> run, String text, int cost) {
        assertFalse(text.isEmpty() && !open.containsKey(place));
        textChars += cost;
        open.put(place, text);
        var stream = (Output.Stream) run.get(place.index());
        run.put(place.index(), new Output.Stream(stream.name(), new Data.Text(text)));
    }

    List<Output> outputs(ExecId exec) {
        return List.copyOf(runs.getOrDefault(exec, new TreeMap<>()).values());
    }

    List<String> texts(ExecId exec) {
        return outputs(exec).stream()
                .map(o -> TextOutput.of(o, id -> Optional.ofNullable(blobs.get(id))))
                .toList();
    }
}
