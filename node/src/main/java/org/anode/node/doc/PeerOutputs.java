package org.anode.node.doc;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anode.node.replicate.Effect;
import org.anode.node.store.DocumentLog;
import org.anode.schema.DocumentName;
import org.anode.schema.ExecId;
import org.anode.schema.Parsed;
import org.anode.schema.SessionId;
import org.anode.schema.engine.Genesis;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputJson;
import org.anode.schema.output.OutputsDocument;

/**
 * What sessions of other devices put out, as rows by session and run: what a run shows is what the session that ran it
 * says, whoever else writes of that run.
 */
final class PeerOutputs implements AutoCloseable {
    /** Longer outputs are fetched when somebody looks at them. */
    private static final long FETCHED_AT_ONCE_MAX = 1 << 20;

    private final Desk desk;
    private final Pending pending;
    private final Replication replication;
    private final Function<ExecId, Optional<SessionId>> sessions;
    private final Consumer<NotebookEvent> announce;
    private final LoadedDocuments<OutputsDocument> loaded = new LoadedDocuments<>();

    /** @param sessions which session ran what, as far as is known */
    PeerOutputs(
            Desk desk,
            Pending pending,
            Replication replication,
            Function<ExecId, Optional<SessionId>> sessions,
            Consumer<NotebookEvent> announce) {
        this.desk = desk;
        this.pending = pending;
        this.replication = replication;
        this.sessions = sessions;
        this.announce = announce;
    }

    /** What {@code exec} put out in that session. */
    List<Output> of(ExecId exec, SessionId session) {
        return rows(session).of(exec);
    }

    private OutputRows rows(SessionId session) {
        return OutputRows.ofPeer(desk.log(), session);
    }

    Merged merged(DocumentName.Outputs name) {
        return new Session(name);
    }

    @Override
    public void close() {
        loaded.close();
    }

    private final class Session implements Merged {
        private final DocumentName.Outputs name;
        private final OutputRows rows;

        Session(DocumentName.Outputs name) {
            this.name = name;
            this.rows = rows(name.session());
        }

        @Override
        public Optional<String> apply(Effect.Apply one) {
            if (!loaded.has(name)) {
                show(all(document()));
                return Optional.empty(); // what is loaded now holds them already
            }
            replication.mark(log(), one.batch());
            var applying = document().apply(one.changes());
            show(applying.touched());
            return Refusals.of(applying.applied());
        }

        @Override
        public void rebuild() {
            loaded.drop(name);
            pending.add(rows.deleteAll());
            pending.write();
            show(all(document()));
        }

        /** Nothing of this process writes it. */
        @Override
        public void newActor() {}

        private OutputsDocument document() {
            return loaded.of(name, _ -> load());
        }

        private OutputsDocument load() {
            desk.settleCrash(log(), Genesis.OUTPUTS);
            var document = OutputsDocument.create(Genesis.ACTOR);
            replication.changes(log(), document::apply);
            return document;
        }

        private DocumentLog log() {
            return replication.log(name);
        }

        private void show(Set<OutputsDocument.Place> touched) {
            touched.stream()
                    .collect(Collectors.groupingBy(OutputsDocument.Place::exec))
                    .forEach((exec, places) -> show(
                            exec,
                            places.stream().map(OutputsDocument.Place::index).collect(Collectors.toSet())));
        }

        private void show(ExecId exec, Set<Integer> indexes) {
            var list = rows.list(exec);
            var before = list.inOrder();
            for (var index : indexes) list.set(index, output(new OutputsDocument.Place(exec, index)));
            pending.add(rows.changes(exec, list, indexes));
            name(indexes.stream().flatMap(index -> list.at(index).stream()));
            if (sessions.apply(exec).filter(name.session()::equals).isPresent())
                announce.accept(OutputList.changed(exec, before, list.inOrder()));
        }

        private void name(Stream<Output> outputs) {
            var blobs = outputs.flatMap(NamedBlobs::in).toList();
            for (var blob : blobs) pending.add(NamedBlobs.put(desk.log(), blob.blob()));
            var small = blobs.stream()
                    .filter(blob -> blob.size() <= FETCHED_AT_ONCE_MAX)
                    .map(Data.Blob::blob)
                    .collect(Collectors.toSet());
            if (!small.isEmpty()) announce.accept(new NotebookEvent.BlobsNamed(small));
        }

        private Optional<Output> output(OutputsDocument.Place place) {
            return document().entry(place).map(OutputJson::decode).flatMap(PeerOutputs::ifReadable);
        }
    }

    /** What can not be read is kept and not shown (DO-9). */
    private static Optional<Output> ifReadable(Parsed<Output> parsed) {
        return parsed instanceof Parsed.Ok<Output>(var output) ? Optional.of(output) : Optional.empty();
    }

    private static Set<OutputsDocument.Place> all(OutputsDocument document) {
        var places = new HashSet<OutputsDocument.Place>();
        for (var exec : document.execs())
            for (var index : document.entries(exec).keySet()) places.add(new OutputsDocument.Place(exec, index));
        return places;
    }
}
