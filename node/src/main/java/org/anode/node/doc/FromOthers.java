package org.anode.node.doc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.anode.node.replicate.Notice;
import org.anode.schema.BlobId;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.cells.Cell;
import org.anode.schema.cells.CellsView;
import org.anode.schema.ledger.Changes;
import org.anode.schema.ledger.Run;

/** What people here get to know of what others did to an open notebook. */
public final class FromOthers implements Replication.Listener, Cells.Follower {
    private final OpenNotebook notebook;
    private final LongSupplier nowMs;
    private final Away away;
    private long mergedMs = Long.MIN_VALUE / 2;

    FromOthers(OpenNotebook notebook, LongSupplier nowMs) {
        this.notebook = notebook;
        this.nowMs = nowMs;
        this.away = new Away(notebook.desk().log(), notebook.pending());
    }

    @Override
    public void merged(CellsView before, CellsView after, Set<CellId> touched, Optional<GrantId> author) {
        mergedMs = nowMs.getAsLong();
        if (!notebook.isWatched()) away.note(author.flatMap(this::deviceOf), differing(before, after, touched));
        notebook.texts().follow(before, after, touched).forEach(notebook::announce);
        CellChanges.between(before, after).ifPresent(notebook::announce);
        nameBlobs(after, touched);
        notebook.runs().cellsChanged();
        if (!before.meta().equals(after.meta())) notebook.runs().requests().hostsChanged();
    }

    @Override
    public void arrivalChanged() {
        notebook.announce(new NotebookEvent.CellsChanged(Set.of()));
    }

    /** A document that is just loaded touches all cells, whatever is different. */
    private static Set<CellId> differing(CellsView before, CellsView after, Set<CellId> touched) {
        return touched.stream()
                .filter(id ->
                        !Objects.equals(before.cells().get(id), after.cells().get(id)))
                .collect(Collectors.toSet());
    }

    /** How long nobody's cells were merged. */
    long mergedAgoMs(long now) {
        return now - mergedMs;
    }

    private Optional<DeviceId> deviceOf(GrantId grant) {
        return notebook.replication()
                .members()
                .flatMap(members -> members.grant(grant))
                .map(found -> found.device());
    }

    /** Content that cells name is part of having them (SY-12). */
    private void nameBlobs(CellsView view, Set<CellId> touched) {
        var named = touched.stream()
                .flatMap(id -> Optional.ofNullable(view.cells().get(id)).stream())
                .flatMap(cell -> NamedBlobs.in(cell).stream())
                .collect(Collectors.toSet());
        for (var blob : named)
            notebook.pending().add(NamedBlobs.put(notebook.desk().log(), blob));
        if (!named.isEmpty()) notebook.announce(new NotebookEvent.BlobsNamed(named));
    }

    /** Content came that cells refer to: whoever shows them shows it now. */
    public void arrived(BlobId blob) {
        var showing = notebook.view().visible().stream()
                .filter(cell -> NamedBlobs.in(cell).contains(blob))
                .map(Cell::id)
                .collect(Collectors.toSet());
        if (!showing.isEmpty()) notebook.announce(new NotebookEvent.CellsChanged(showing));
    }

    /** Which cells others changed while no page showed them, by who did; asked once for each. */
    public SortedMap<DeviceId, Set<CellId>> takeAway() {
        return away.take();
    }

    /** Ledgers of others, or other rights, changed this. */
    void ledgersMerged(Changes changes) {
        for (var exec : changes.runs()) notebook.run(exec).ifPresent(this::runChanged);
        for (var cell : changes.cells()) notebook.announce(new NotebookEvent.ShownChanged(cell));
        notebook.runs().hosting().heard(changes);
    }

    /** Its outputs may have been here before it was known whose they are. */
    private void runChanged(Run run) {
        notebook.announce(new NotebookEvent.RunChanged(run));
        var put = notebook.outputs(run.exec());
        if (!put.isEmpty()) notebook.announce(OutputList.changed(run.exec(), List.of(), put));
    }

    @Override
    public void membersChanged() {
        notebook.ledgers().rightsChanged();
        notebook.announce(new NotebookEvent.MembersChanged());
    }

    @Override
    public void noticed(Notice notice) {
        notebook.announce(new NotebookEvent.Noticed(notice, author(notice).flatMap(this::deviceOf)));
    }

    private static Optional<GrantId> author(Notice notice) {
        return switch (notice) {
            case Notice.Contradiction of -> Optional.of(of.grant());
            case Notice.TooManyActors of -> Optional.of(of.grant());
            case Notice.BadInput _,
                    Notice.BadRecord _,
                    Notice.OwnKeysElsewhere _,
                    Notice.SameDevice _,
                    Notice.TooMuchParked _,
                    Notice.SetAside _,
                    Notice.NotConverging _,
                    Notice.TooManyPeers _ -> Optional.empty();
        };
    }

    @Override
    public void syncChanged(NotebookEvent.SyncChanged now) {
        notebook.announce(now);
    }
}
