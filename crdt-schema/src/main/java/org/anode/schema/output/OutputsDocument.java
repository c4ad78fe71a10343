package org.anode.schema.output;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.ExecId;
import org.anode.schema.Names;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.engine.Applied;
import org.anode.schema.engine.AutomergeDoc;
import org.anode.schema.engine.Genesis;
import org.anode.schema.engine.KeyPath;
import org.anode.schema.engine.Loaded;
import org.anode.schema.engine.Obj;
import org.anode.schema.engine.Tx;
import org.anode.schema.engine.Value;
import tools.jackson.databind.JsonNode;

/**
 * The outputs of one session: {@code outputs: {<execId>: {<index>: output}}}, an output as {@link OutputJson} has it,
 * with {@code seq}, the order in which the session put them out. The text of an open stream is a Text that grows; all
 * else is written once. Belongs to the thread that made it; holds native memory until {@link #close}.
 */
public final class OutputsDocument implements AutoCloseable {
    private static final String ROOT = "outputs";

    /** Keys sort as their numbers do up to here. */
    static final int INDEX_MAX = 99_999_999;

    private final AutomergeDoc document;
    private long seq;

    private OutputsDocument(AutomergeDoc document) {
        this.document = document;
    }

    /** What came of loading a snapshot. */
    public sealed interface Opened {
        /** @param document the caller's to close */
        record Ok(OutputsDocument document) implements Opened {}

        record Malformed(String reason) implements Opened {}
    }

    /** Where an output stands. */
    public record Place(ExecId exec, int index) {}

    /** What applying changes did, and which outputs are new, different or gone by it. */
    public record Applying(Applied applied, Set<Place> touched) {
        public Applying {
            touched = Set.copyOf(touched);
        }
    }

    /** No outputs. */
    public static OutputsDocument create(ActorId actor) {
        return new OutputsDocument(AutomergeDoc.create(Genesis.OUTPUTS.chunk(), actor));
    }

    /** What {@link #save} gave. */
    public static Opened load(Bytes snapshot, ActorId actor) {
        return switch (AutomergeDoc.load(snapshot, actor)) {
            case Loaded.Ok(var document) -> new Opened.Ok(new OutputsDocument(document).withLastSeq());
            case Loaded.Malformed(var reason) -> new Opened.Malformed(reason);
        };
    }

    private OutputsDocument withLastSeq() {
        for (var exec : execs())
            for (var entry : entries(exec).values())
                seq = Math.max(seq, entry.path("seq").asLong(0));
        return this;
    }

    /** Writes all edits in one change. An edit of a stream that is not there, or not open, does nothing. */
    public List<ChangeChunk> write(List<OutputEdit> edits) {
        return document.edit(tx -> edits.forEach(edit -> write(tx, edit)));
    }

    private void write(Tx tx, OutputEdit edit) {
        switch (edit) {
            case OutputEdit.Put(var exec, var index, var output) -> put(tx, exec, index, output);
            case OutputEdit.OpenStream open -> open(tx, open);
            case OutputEdit.AppendStream(var exec, var index, var text) ->
                streamText(tx, exec, index).ifPresent(t -> tx.append(t, text));
            case OutputEdit.ReplaceStreamTail(var exec, var index, var keep, var text) ->
                streamText(tx, exec, index).ifPresent(t -> tx.splice(t, keep, Integer.MAX_VALUE, text));
            case OutputEdit.Remove(var exec, var index) ->
                tx.find(KeyPath.of(ROOT, exec.value())).ifPresent(run -> tx.delete(run, key(index)));
        }
    }

    private void put(Tx tx, ExecId exec, int index, Output output) {
        var run = tx.map(tx.map(Obj.ROOT, ROOT), exec.value());
        tx.put(run, key(index), OutputJson.encode(output));
        tx.find(KeyPath.of(ROOT, exec.value(), key(index))).ifPresent(entry -> tx.put(entry, "seq", ++seq));
    }

    private void open(Tx tx, OutputEdit.OpenStream edit) {
        put(tx, edit.exec(), edit.index(), new Output.Stream(edit.name(), new Data.Text("")));
        tx.find(streamPath(edit.exec(), edit.index())).ifPresent(mime -> tx.putText(mime, "text", edit.text()));
    }

    private static KeyPath streamPath(ExecId exec, int index) {
        return KeyPath.of(ROOT, exec.value(), key(index), "data", OutputJson.STREAM_MIME);
    }

    private static Optional<Obj> streamText(Tx tx, ExecId exec, int index) {
        return tx.find(streamPath(exec, index))
                .flatMap(mime -> tx.get(mime, "text"))
                .filter(v -> v instanceof Value.Ref(var obj) && obj.kind() == Obj.Kind.TEXT)
                .map(v -> ((Value.Ref) v).obj());
    }

    public Applying apply(List<ChangeChunk> chunks) {
        var applied = document.apply(chunks);
        var touched = new HashSet<Place>();
        applied.touched().forEach(path -> placesAt(path, touched));
        return new Applying(applied, touched);
    }

    private void placesAt(KeyPath path, Set<Place> places) {
        if (path.size() >= 3) place(path.key(1), path.key(2)).ifPresent(places::add);
        else if (path.size() == 2) placesOf(path.key(1), places);
        else execs().forEach(exec -> placesOf(exec.value(), places));
    }

    private void placesOf(String exec, Set<Place> places) {
        if (!Names.isValid(exec)) return;
        entries(new ExecId(exec)).keySet().forEach(index -> places.add(new Place(new ExecId(exec), index)));
    }

    private static Optional<Place> place(String exec, String key) {
        if (!Names.isValid(exec)) return Optional.empty();
        return index(key).map(index -> new Place(new ExecId(exec), index));
    }

    /** The runs that have outputs, in no order. */
    public List<ExecId> execs() {
        return document.find(KeyPath.of(ROOT)).stream()
                .flatMap(map -> document.entries(map).keySet().stream())
                .filter(Names::isValid)
                .map(ExecId::new)
                .toList();
    }

    /** The entries of a run as they stand, unknown fields included, by index. */
    public SortedMap<Integer, JsonNode> entries(ExecId exec) {
        var entries = new TreeMap<Integer, JsonNode>();
        document.json(KeyPath.of(ROOT, exec.value()))
                .ifPresent(run -> run.properties()
                        .forEach(e -> index(e.getKey()).ifPresent(index -> entries.put(index, e.getValue()))));
        return entries;
    }

    /** The entry at a place as it stands; empty if there is none. */
    public Optional<JsonNode> entry(Place place) {
        return document.json(KeyPath.of(ROOT, place.exec().value(), key(place.index())));
    }

    /** The outputs of a run in order; what can not be read is left out (DO-9). */
    public List<Output> outputs(ExecId exec) {
        return entries(exec).values().stream()
                .map(OutputJson::decode)
                .flatMap(p -> p instanceof Parsed.Ok<Output>(var output) ? Stream.of(output) : Stream.empty())
                .toList();
    }

    /** How many entries every run has: what {@code outputsEnd} says (EX-16). */
    public Map<ExecId, Integer> counts() {
        var counts = new HashMap<ExecId, Integer>();
        for (var exec : execs())
            document.find(KeyPath.of(ROOT, exec.value()))
                    .ifPresent(run -> counts.put(exec, document.entries(run).size()));
        return counts;
    }

    public SortedSet<ChangeHash> heads() {
        return document.heads();
    }

    public boolean has(ChangeHash change) {
        return document.has(change);
    }

    public Bytes save() {
        return document.save();
    }

    @Override
    public void close() {
        document.close();
    }

    private static String key(int index) {
        if (index < 0 || index > INDEX_MAX) throw new IllegalArgumentException("no such index: " + index);
        return String.format(Locale.ROOT, "%08d", index);
    }

    private static Optional<Integer> index(String key) {
        if (key.length() != 8 || !key.chars().allMatch(c -> c >= '0' && c <= '9')) return Optional.empty();
        return Optional.of(Integer.parseInt(key));
    }
}
