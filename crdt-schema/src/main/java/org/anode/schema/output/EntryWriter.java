package org.anode.schema.output;

import java.util.ArrayList;
import java.util.List;
import org.anode.schema.ExecId;
import org.anode.schema.Utf16;
import org.anode.schema.Utf8;

/** What of a run is stored, and the fewest edits that make it what it is now. One flush after the other. */
final class EntryWriter {
    /** Characters of a run that go through texts that grow: each stays in the document's memory for ever. */
    static final int OPEN_CHARS_MAX = 16 * 1024;

    /** A long stream that goes on is stored anew when it has grown by this much and by half. */
    static final int BLOB_STEP_CHARS = 16 * 1024;

    private final ExecId exec;
    private final Displays displays;
    private List<OutputEdit> edits = new ArrayList<>();
    private NewBlobs blobs = new NewBlobs();
    private int openChars = OPEN_CHARS_MAX;
    private long flushes;
    private int nextIndex;
    private int stored;

    EntryWriter(ExecId exec, Displays displays) {
        this.exec = exec;
        this.displays = displays;
    }

    /** How many entries of the run are stored. */
    int stored() {
        return stored;
    }

    /** Begins the next flush; gives its number. */
    long begin() {
        edits = new ArrayList<>();
        blobs = new NewBlobs();
        return ++flushes;
    }

    Flush end() {
        return new Flush(edits, blobs.blobs());
    }

    /** Gives false if it has to wait for a later flush. */
    boolean store(Entry entry, boolean isLast) {
        return switch (entry.content) {
            case Entry.Stream stream -> storeStream(entry, stream, isLast);
            case Entry.Rich rich -> {
                if (isHeld(entry, isLast)) yield false;
                put(entry, rich.output(blobs));
                rich.isStored = true;
                rich.displayId.ifPresent(id -> displays.add(id, new OutputsDocument.Place(exec, entry.index)));
                yield true;
            }
            case Entry.Fixed fixed -> {
                put(entry, fixed.output());
                yield true;
            }
        };
    }

    /** Whether it is stored already and its turn to be stored again has not come. */
    private boolean isHeld(Entry entry, boolean isLast) {
        if (!entry.isStored() || isLast) return false;
        if (!entry.rewrites.allows(flushes)) return true;
        entry.rewrites.used(flushes);
        return false;
    }

    private boolean storeStream(Entry entry, Entry.Stream stream, boolean isLast) {
        if (entry.blobChars > 0 && !stream.isClosed() && stream.size() < nextBlob(entry)) return false;
        var text = stream.text();
        if (stream.isClosed()) return storeClosed(entry, stream, text);
        if (text.isEmpty() && !entry.isStored()) return true;
        if (entry.blobChars > 0 || (entry.openText == null && text.length() > openChars))
            return storeLong(entry, stream, text);
        if (entry.openText == null) {
            open(entry, stream, text);
            return true;
        }
        return storeOpen(entry, stream, text, isLast);
    }

    private void open(Entry entry, Entry.Stream stream, String text) {
        edits.add(new OutputEdit.OpenStream(exec, place(entry), stream.name, text));
        entry.openText = text;
        openChars -= text.length();
    }

    private boolean storeOpen(Entry entry, Entry.Stream stream, String text, boolean isLast) {
        var before = entry.openText == null ? "" : entry.openText;
        if (text.equals(before)) return true;
        int keep = Utf16.commonPrefix(before, text);
        int cost = text.length() - keep + before.length() - keep;
        if (cost > openChars) return storeLong(entry, stream, text);
        if (keep < before.length() && isHeld(entry, isLast)) return false;
        var tailText = text.substring(keep);
        edits.add(
                keep == before.length()
                        ? new OutputEdit.AppendStream(exec, entry.index, tailText)
                        : new OutputEdit.ReplaceStreamTail(exec, entry.index, keep, tailText));
        openChars -= cost;
        entry.openText = text;
        return true;
    }

    /** A stream too long to grow in place is stored as a whole, each time it has grown a good deal. */
    private boolean storeLong(Entry entry, Entry.Stream stream, String text) {
        if (entry.isStored() && text.length() < nextBlob(entry)) return false;
        put(entry, new Output.Stream(stream.name, blobs.data(text)));
        entry.openText = null;
        entry.blobChars = text.length();
        return true;
    }

    private static int nextBlob(Entry entry) {
        int before = Math.max(entry.blobChars, entry.openText == null ? 0 : entry.openText.length());
        return before + Math.max(BLOB_STEP_CHARS, before / 2);
    }

    private boolean storeClosed(Entry entry, Entry.Stream stream, String text) {
        if (text.isEmpty()) return removeEmpty(entry);
        boolean isAsItIs = text.equals(entry.openText) && Utf8.size(text) < NewBlobs.INLINE_BYTES_MAX;
        if (isAsItIs) entry.stored = new Output.Stream(stream.name, new Data.Text(text));
        else put(entry, new Output.Stream(stream.name, blobs.data(text)));
        stream.release();
        return true;
    }

    private boolean removeEmpty(Entry entry) {
        if (entry.isStored()) {
            remove(entry);
            entry.index = -1;
        }
        return true;
    }

    private void put(Entry entry, Output output) {
        edits.add(new OutputEdit.Put(exec, place(entry), output));
        entry.stored = output;
    }

    private int place(Entry entry) {
        if (!entry.isStored()) {
            entry.index = nextIndex++;
            stored++;
        }
        return entry.index;
    }

    void remove(Entry entry) {
        edits.add(new OutputEdit.Remove(exec, entry.index));
        stored--;
        if (entry.content instanceof Entry.Rich rich)
            rich.displayId.ifPresent(id -> displays.remove(id, new OutputsDocument.Place(exec, entry.index)));
    }

    /** A display of another run, which shows something else now. */
    void putElsewhere(OutputsDocument.Place place, Entry.Rich rich) {
        edits.add(new OutputEdit.Put(place.exec(), place.index(), rich.output(blobs)));
    }
}
