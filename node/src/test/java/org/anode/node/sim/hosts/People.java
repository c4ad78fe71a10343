package org.anode.node.sim.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anode.node.Cast;
import org.anode.node.doc.Desk;
import org.anode.node.doc.Edits;
import org.anode.node.doc.SteppedNotebook;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.host.Permit;
import org.anode.node.host.RunPolicy;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.StatementCodec;
import org.anode.node.recovery.CrashCheck;
import org.anode.node.recovery.Trial;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Samples;
import org.anode.node.sim.Timeline;
import org.anode.node.store.Column;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.Store;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.CellType;
import org.anode.schema.engine.NativeLibrary;
import org.anode.schema.ledger.Rights.Holder;

/** Who takes part, all with the right to run and to host, and the notebook as all have it at first. Immutable. */
final class People {
    static final List<Identity> ALL =
            List.of(Samples.ANNA, Samples.BELA, Samples.identity(3), Samples.identity(4), Samples.identity(5));

    private static final int CELLS = 4;
    private static final People MADE = new People();

    private final Members members = new Members(Samples.NOTEBOOK, Samples.ROOT);
    private final List<CellId> cells = new ArrayList<>();
    private final List<Change> notebook = new ArrayList<>();

    private People() {
        NativeLibrary.load(PlatformFolders.current().cache().resolve("native"));
        var store = new MemoryStore();
        var notebooks = new Notebooks(store);
        store.write(notebooks.create(Samples.NOTEBOOK, Samples.ROOT.encoded()));
        var log = notebooks.log(Samples.NOTEBOOK);
        store.write(List.of(RoomSecrets.put(log, new RoomSecrets.Kept(0, Samples.filled(32, 7)))));
        store.write(log.appendStatements(ALL.stream().skip(1).map(this::grant).toList()));
        write(store);
        for (var column : Column.values())
            store.scan(column, Bytes.EMPTY, (key, value) -> notebook.add(new Change.Put(column, key, value)));
    }

    private Bytes grant(Identity to) {
        var body = Cast.grant(to, Role.EDIT, Set.of(Flag.RUN, Flag.HOST));
        var sealed = StatementCodec.seal(members.following(Samples.ROOT.grant(), body), Samples.ANNA.keys());
        members.take(sealed.encoded());
        return sealed.encoded();
    }

    private void write(Store store) {
        var nobody = new RunPolicy(RunPolicy.Rule.MINE, Set.of());
        var desk = desk(Samples.ANNA, store, new SeededRandom(0), Optional.empty(), asks -> nobody.permit(asks, false));
        var kernels = new SimKernels(new Timeline<>(0, Seen.class, 1), _ -> {}, () -> 1, (_, _, _) -> {
            throw new IllegalStateException("nothing is run yet");
        });
        try (var made = new SteppedNotebook(desk, kernels, () -> 0, _ -> {})) {
            made.turn(open -> {
                for (int n = 1; n <= CELLS; n++)
                    cells.add(new Edits(open).add(CellType.CODE, Optional.empty(), "cell " + n));
            });
        }
    }

    static List<CellId> cells() {
        return MADE.cells;
    }

    /** What a store holds that has the notebook. */
    static List<Change> notebook() {
        return MADE.notebook;
    }

    static Desk deskOf(
            Identity identity,
            Store store,
            SeededRandom random,
            Optional<String> noRuns,
            Function<Holder, Permit> permits) {
        return MADE.desk(identity, store, random, noRuns, permits);
    }

    private Desk desk(
            Identity identity,
            Store store,
            SeededRandom random,
            Optional<String> noRuns,
            Function<Holder, Permit> permits) {
        return new Desk(
                identity,
                members.grantsOf(identity.device()).getFirst(),
                new Notebooks(store).log(Samples.NOTEBOOK),
                store,
                random,
                new CrashCheck(store, (_, _, _) -> new Trial.Outcome.Survived()), // no batch here kills
                Optional.empty(),
                noRuns,
                permits);
    }
}
