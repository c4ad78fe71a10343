package org.anode.schema.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.anode.schema.ExecId;
import org.anode.schema.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Folds what one run puts out into the outputs it shows, and says at each flush by which edits the document follows: a
 * pure machine. Streams are what a terminal would show; writes to one stream coalesce; displays are updated in place;
 * what is rewritten again and again is stored ever more rarely, and at the end.
 *
 * <p>A run keeps {@link #HEAD_BYTES_MAX} from its start and {@link #TAIL_BYTES_MAX} from its end (its output budget,
 * 10 MiB); what came between is dropped and a notice stands there. Not thread-safe: one owner.
 */
public final class OutputFold {
    /** From the start of a run: what people look at first, and the largest single output. */
    public static final long HEAD_BYTES_MAX = 8 << 20;

    /** From the end of a run: how it ended, and its error. */
    public static final long TAIL_BYTES_MAX = 2 << 20;

    /** Outputs kept from the start: more than anybody scrolls through, few enough to load at once. */
    static final int HEAD_OUTPUTS_MAX = 900;

    /** Outputs kept from the end. */
    static final int TAIL_OUTPUTS_MAX = 100;

    /** A stream is sealed into blobs of this size. */
    static final int SEAL_CHARS = 256 * 1024;

    /** How much of one write is folded before limits are looked at. */
    private static final int SLICE_CHARS = 64 * 1024;

    private static final String OVERFLOWING = "[This run put out more than " + mebibytes(HEAD_BYTES_MAX) + " or "
            + HEAD_OUTPUTS_MAX + " outputs. The last part is shown when it ends.]\n";

    private static final Pattern DISPLAY_ID = Pattern.compile(".{1,256}", Pattern.DOTALL);

    private final ExecId exec;
    private final Displays displays;
    private final EntryWriter writer;
    private final Deque<Entry> head = new ArrayDeque<>();
    private final Deque<Entry> tail = new ArrayDeque<>();
    private final Set<Entry> dirty = new LinkedHashSet<>();
    private final List<Entry> removed = new ArrayList<>();
    private final Map<String, Set<Entry>> shown = new HashMap<>();
    private final Map<OutputsDocument.Place, Entry.Rich> elsewhere = new LinkedHashMap<>();
    private final LiveView live = new LiveView();
    private final Backoff clears = new Backoff();
    private final Backoff updatesElsewhere = new Backoff();
    private @Nullable Entry last;
    private @Nullable Entry notice;
    private boolean clearsLater;
    private boolean isFinished;
    private boolean isSeen;
    private long headBytes;
    private long tailBytes;
    private long droppedBytes;
    private long droppedOutputs;

    /** @param displays of the session the run belongs to */
    public OutputFold(ExecId exec, Displays displays) {
        this.exec = exec;
        this.displays = displays;
        this.writer = new EntryWriter(exec, displays);
        displays.begin(exec);
    }

    /** After the last {@link #finish}: from now on the folds of other runs store what they make of its displays. */
    public void release() {
        displays.end(exec);
    }

    /**
     * Takes in what the run put out. After {@link #finish} too: a thread or task of the run may outlive it, and what it
     * puts out comes after the rest, to be stored by {@link #flush} and another {@link #finish}. Of an overlong run that
     * is dropped, as its last part is stored.
     */
    public void on(OutputEvent event) {
        if (!goesOn()) return;
        switch (event) {
            case OutputEvent.Stream(var name, var text) -> stream(name.equals("stderr") ? name : "stdout", text);
            case OutputEvent.Display display -> display(id(display), display.update(), display.data(), display.meta());
            case OutputEvent.Result(var count, var data, var meta) ->
                add(rich(Optional.empty(), Math.max(1, count), data, meta));
            case OutputEvent.Failure failure -> add(fixed(Bundles.checked(failure)));
            case OutputEvent.Clear(var later) -> {
                clearsLater = later;
                if (!later) clear();
            }
        }
    }

    /** Takes in what another run made of the displays of an id; false if this one shows none. */
    public boolean onElsewhere(OutputEvent.Display update) {
        var id = id(update).filter(shown::containsKey);
        if (!update.update() || id.isEmpty() || !goesOn()) return false;
        updateHere(id.get(), rich(id, 0, update.data(), update.meta()));
        return true;
    }

    private static Optional<String> id(OutputEvent.Display display) {
        return display.displayId()
                .filter(id -> DISPLAY_ID.matcher(id).matches())
                .map(Utf8::wellFormed);
    }

    private boolean goesOn() {
        if (isFinished && notice != null) return false;
        isFinished = false;
        isSeen = false;
        return true;
    }

    private void stream(String name, String text) {
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + SLICE_CHARS);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) end++;
            slice(name, text.substring(at, end));
            at = end;
        }
    }

    private void slice(String name, String text) {
        clearIfAsked();
        var entry = openStream(name);
        if (!(entry.content instanceof Entry.Stream stream)) return;
        long before = stream.size();
        var terminal = stream.terminal().orElseThrow();
        terminal.write(text);
        grow(stream.size() - before);
        dirty.add(entry);
        if (terminal.settledSize() >= SEAL_CHARS) seal(stream, terminal);
        keepBudget();
    }

    /** The last output if it is a stream of that name and not closed, else a new one. */
    private Entry openStream(String name) {
        if (last != null && last.content instanceof Entry.Stream s && s.name.equals(name) && !s.isClosed()) return last;
        return add(new Entry.Stream(name, new Terminal()));
    }

    /** What settled becomes an output of its own; the stream goes on in another. */
    private void seal(Entry.Stream stream, Terminal terminal) {
        long before = stream.size();
        stream.seal(terminal.takeSettled());
        grow(stream.size() - before);
        add(new Entry.Stream(stream.name, terminal));
    }

    private void display(Optional<String> id, boolean update, Map<String, String> data, JsonNode meta) {
        if (update) id.ifPresent(i -> update(i, data, meta));
        else add(rich(id, 0, data, meta));
    }

    private static Entry.Rich rich(Optional<String> id, long count, Map<String, String> data, JsonNode meta) {
        return new Entry.Rich(id, count, Bundles.checked(data), Bundles.checked(meta));
    }

    private static Entry.Fixed fixed(Output.Failure failure) {
        long size = (long) failure.ename().length() + failure.evalue().length();
        return new Entry.Fixed(
                failure,
                size + failure.traceback().stream().mapToLong(String::length).sum());
    }

    private void update(String id, Map<String, String> data, JsonNode meta) {
        var now = updateHere(id, rich(Optional.of(id), 0, data, meta));
        for (var place : displays.left(id)) elsewhere.put(place, now);
    }

    /** Gives what the places show now. */
    private Entry.Rich updateHere(String id, Entry.Rich wanted) {
        var now = wanted.size() <= HEAD_BYTES_MAX
                ? wanted
                : rich(Optional.of(id), 0, tooLarge(wanted.size()), wanted.meta);
        for (var entry : shown.getOrDefault(id, Set.of())) updateHere(entry, now);
        keepBudget();
        return now;
    }

    private void updateHere(Entry entry, Entry.Rich now) {
        if (!(entry.content instanceof Entry.Rich rich)) return;
        long before = rich.size();
        rich.data = now.data;
        rich.meta = now.meta;
        rich.isStored = false;
        if (!entry.isTail && headBytes - before + rich.size() > HEAD_BYTES_MAX) rich.data = tooLarge(rich.size());
        if (entry.isTail) tailBytes += rich.size() - before;
        else headBytes += rich.size() - before;
        dirty.add(entry);
    }

    private static Map<String, String> tooLarge(long bytes) {
        return Map.of(
                "text/plain", "[" + mebibytes(bytes) + " left out: an update may not exceed a run's output budget]");
    }

    private Entry add(Entry.Content content) {
        clearIfAsked();
        close(last);
        var entry = new Entry(content);
        last = entry;
        if (notice == null && !fits(content)) overflow();
        entry.isTail = notice != null;
        (entry.isTail ? tail : head).add(entry);
        if (content instanceof Entry.Rich rich)
            rich.displayId.ifPresent(
                    id -> shown.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(entry));
        dirty.add(entry);
        grow(content.size());
        keepBudget();
        return entry;
    }

    private boolean fits(Entry.Content content) {
        return head.size() < HEAD_OUTPUTS_MAX && headBytes + content.size() <= HEAD_BYTES_MAX;
    }

    private void close(@Nullable Entry entry) {
        if (entry == null || !(entry.content instanceof Entry.Stream stream) || stream.isClosed()) return;
        long before = stream.size();
        stream.close();
        if (entry.isTail) tailBytes += stream.size() - before;
        else headBytes += stream.size() - before;
        dirty.add(entry);
    }

    private void grow(long bytes) {
        if (notice == null) headBytes += bytes;
        else tailBytes += bytes;
    }

    private void keepBudget() {
        if (notice == null && headBytes > HEAD_BYTES_MAX) overflow();
        while (tailBytes > TAIL_BYTES_MAX || tail.size() > TAIL_OUTPUTS_MAX) dropFirstOfTail();
    }

    /** From here on only the last part is kept. */
    private void overflow() {
        close(head.peekLast());
        notice = new Entry(new Entry.Stream("stderr", OVERFLOWING));
        dirty.add(notice);
    }

    private void dropFirstOfTail() {
        var entry = tail.removeFirst();
        tailBytes -= entry.content.size();
        droppedBytes += entry.content.size();
        droppedOutputs++;
        forget(entry);
        if (entry == last) last = null;
    }

    private void forget(Entry entry) {
        dirty.remove(entry);
        if (!(entry.content instanceof Entry.Rich rich)) return;
        rich.displayId.ifPresent(id -> {
            var entries = shown.getOrDefault(id, new LinkedHashSet<>());
            entries.remove(entry);
            if (entries.isEmpty()) shown.remove(id);
        });
    }

    private void clearIfAsked() {
        if (!clearsLater) return;
        clearsLater = false;
        clear();
    }

    private void clear() {
        if (notice != null) head.add(notice);
        for (var entry : head) {
            forget(entry);
            if (entry.isStored()) removed.add(entry);
        }
        tail.forEach(this::forget);
        head.clear();
        tail.clear();
        headBytes = 0;
        tailBytes = 0;
        droppedBytes = 0;
        droppedOutputs = 0;
        notice = null;
        last = null;
    }

    /** What is worth storing now. To be called at a steady pace, a few times a second, while the run puts something out. */
    public Flush flush() {
        return flush(false);
    }

    /** What is left to store: everything. */
    public Flush finish() {
        if (isFinished) return Flush.EMPTY;
        isFinished = true;
        isSeen = false;
        close(last);
        closeNotice();
        tail.forEach(dirty::remove);
        dirty.addAll(tail);
        return flush(true);
    }

    /**
     * What is to be seen of the run, after a flush: all of it, also what the flush held back and what is stored in steps.
     * What did not change since the last call is the same object. Texts that are not stored as they are are inline.
     */
    public List<Output> shown() {
        if (isSeen) return live.outputs();
        isSeen = true;
        var entries = new ArrayList<>(head);
        if (notice != null) entries.add(notice);
        if (isFinished) entries.addAll(tail);
        live.show(entries);
        return live.outputs();
    }

    /** How many outputs of the run the document holds after all flushes so far (EX-16). */
    public long outputsEnd() {
        return writer.stored();
    }

    private void closeNotice() {
        if (notice == null || !(notice.content instanceof Entry.Stream stream)) return;
        stream.seal(droppedOutputs == 0 ? "" : dropped());
        dirty.add(notice);
    }

    private String dropped() {
        return "[" + mebibytes(droppedBytes) + " in " + droppedOutputs
                + " outputs were dropped here: a run keeps its first " + mebibytes(HEAD_BYTES_MAX) + " and its last "
                + mebibytes(TAIL_BYTES_MAX) + ".]\n";
    }

    private Flush flush(boolean isLast) {
        long now = writer.begin();
        if (!removed.isEmpty() && !isLast && !clears.allows(now)) return Flush.EMPTY;
        removeCleared(now);
        var batch = List.copyOf(dirty);
        dirty.clear();
        for (var entry : batch) if (isWanted(entry, isLast) && !writer.store(entry, isLast)) dirty.add(entry);
        storeElsewhere(now, isLast);
        return writer.end();
    }

    /** The end of an overlong run is stored when it is known. */
    private static boolean isWanted(Entry entry, boolean isLast) {
        return isLast || !entry.isTail;
    }

    private void removeCleared(long now) {
        if (removed.isEmpty()) return;
        removed.forEach(writer::remove);
        removed.clear();
        clears.used(now);
    }

    private void storeElsewhere(long now, boolean isLast) {
        if (elsewhere.isEmpty() || (!isLast && !updatesElsewhere.allows(now))) return;
        updatesElsewhere.used(now);
        elsewhere.forEach(writer::putElsewhere);
        elsewhere.clear();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
