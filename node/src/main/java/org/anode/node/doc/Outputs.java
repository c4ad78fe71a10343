package org.anode.node.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;
import org.anode.schema.output.Output;
import org.anode.schema.output.OutputEdit;

/** The outputs of an open notebook, whoever put them out. */
final class Outputs implements AutoCloseable {
    private final Desk desk;
    private final Pending pending;
    private final Replication replication;
    private final PeerOutputs peers;
    private final OutputRows rows;
    private final Consumer<NotebookEvent> announce;
    private final Function<ExecId, Optional<SessionId>> sessions;
    private final Predicate<SessionId> elsewhere;
    private final Predicate<ExecId> ranHereToo;
    private final List<OwnOutputs> writers = new ArrayList<>();

    /**
     * @param sessions  which session ran what, as far as is known
     * @param elsewhere whether the session is another device's
     * @param ranHereToo whether this device ran it while apart
     * @param announce  hears which outputs were stored
     */
    Outputs(
            Desk desk,
            Pending pending,
            Replication replication,
            Function<ExecId, Optional<SessionId>> sessions,
            Predicate<SessionId> elsewhere,
            Predicate<ExecId> ranHereToo,
            Consumer<NotebookEvent> announce) {
        this.desk = desk;
        this.pending = pending;
        this.replication = replication;
        this.sessions = sessions;
        this.elsewhere = elsewhere;
        this.ranHereToo = ranHereToo;
        this.peers = new PeerOutputs(desk, pending, replication, sessions, announce);
        this.rows = OutputRows.ofThisDevice(desk.log());
        this.announce = announce;
    }

    /** What ran here and elsewhere while apart shows what the winner put out (EX-1). */
    private void announce(NotebookEvent event) {
        boolean other = event instanceof NotebookEvent.OutputsChanged news
                && sessions.apply(news.exec()).filter(elsewhere).isPresent();
        if (!other) announce.accept(event);
    }

    /** For a kernel of this notebook; closed with this. */
    OwnOutputs writer() {
        var made = new OwnOutputs(desk, pending, replication, this::announce);
        writers.add(made);
        return made;
    }

    /** What {@code exec} put out, as it was told last. */
    List<Output> of(ExecId exec) {
        return of(exec, sessions.apply(exec));
    }

    /** What it put out in one of the sessions that ran it. */
    List<Output> of(ExecId exec, Optional<SessionId> session) {
        if (session.filter(elsewhere).isPresent()) return theirs(exec, session.get());
        return writers.stream()
                .flatMap(writer -> writer.of(exec).stream())
                .findFirst()
                .orElseGet(() -> stored(exec, session));
    }

    /** A copied folder has, as its own rows, what the device put out that it was copied from. */
    private List<Output> theirs(ExecId exec, SessionId session) {
        var told = peers.of(exec, session);
        return told.isEmpty() && !ranHereToo.test(exec) ? rows.of(exec) : told;
    }

    private List<Output> stored(ExecId exec, Optional<SessionId> session) {
        var ranHere = rows.of(exec);
        return ranHere.isEmpty() ? session.map(one -> peers.of(exec, one)).orElse(List.of()) : ranHere;
    }

    /** How many outputs {@code exec} has that ran here. */
    long count(ExecId exec) {
        return writers.stream()
                .map(writer -> writer.count(exec))
                .flatMapToLong(OptionalLong::stream)
                .findFirst()
                .orElseGet(() -> rows.count(exec));
    }

    /** Outputs that came with a file: one change of the session's document. */
    void write(SessionId session, List<OutputEdit> edits, Map<BlobId, Bytes> content) {
        writer().write(session, edits, content);
    }

    /** The document of an open session of this device, as peers change it; nothing they write there is shown here. */
    Optional<Merged> merged(SessionId session) {
        return writers.stream()
                .flatMap(writer -> writer.merged(session).stream())
                .findFirst();
    }

    /** What sessions of other devices put out. */
    PeerOutputs peers() {
        return peers;
    }

    @Override
    public void close() {
        writers.forEach(OwnOutputs::close);
        peers.close();
    }
}
