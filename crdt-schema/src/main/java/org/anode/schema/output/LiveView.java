package org.anode.schema.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What whoever watches a run sees of it now: streams and displays as they are, also where the document follows later. */
final class LiveView {
    /** In bytes. A larger display that is updated again and again is seen as it is stored. */
    private static final long RICH_BYTES_MAX = 256 * 1024;

    private List<Output> outputs = List.of();

    List<Output> outputs() {
        return outputs;
    }

    void show(Iterable<Entry> entries) {
        var all = new ArrayList<Output>();
        for (var entry : entries) {
            entry.shown = now(entry);
            if (entry.shown != null) all.add(entry.shown);
        }
        outputs = List.copyOf(all);
    }

    private static @Nullable Output now(Entry entry) {
        return switch (entry.content) {
            case Entry.Fixed fixed -> fixed.output();
            case Entry.Stream stream -> stream.isReleased() ? entry.stored : text(entry, stream);
            case Entry.Rich rich when !rich.isStored -> rich.size() > RICH_BYTES_MAX ? entry.stored : rich(entry, rich);
            case Entry.Rich _ -> entry.stored;
        };
    }

    private static @Nullable Output text(Entry entry, Entry.Stream stream) {
        var text = stream.text();
        if (text.isEmpty() && !entry.isStored()) return null;
        return unlessSame(entry, new Output.Stream(stream.name, new Data.Text(text)));
    }

    private static Output rich(Entry entry, Entry.Rich rich) {
        return unlessSame(entry, rich.output(Bundles.inline(rich.data)));
    }

    /** What did not change stays the same object. */
    private static Output unlessSame(Entry entry, Output now) {
        return Optional.ofNullable(entry.shown).filter(now::equals).orElse(now);
    }
}
