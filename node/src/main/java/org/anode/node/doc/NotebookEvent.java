package org.anode.node.doc;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.kernel.KernelEvent;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.text.ChangeSet;
import org.anode.schema.BlobId;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.ledger.Run;
import org.anode.schema.output.Output;

/** What observers in this process hear of a notebook. Stored before it is told, except {@link Live} and outputs that go on. */
public sealed interface NotebookEvent {
    /**
     * Cells were added, moved, deleted, restored, or something of them but their text was changed, or the notebook's
     * metadata was; or whether they can be changed is another (SY-8).
     *
     * @param put the cells that are new or differ in more than their text; where only the order changed there are none
     */
    record CellsChanged(Set<CellId> put) implements NotebookEvent {
        public CellsChanged {
            put = Set.copyOf(put);
        }
    }

    /**
     * The text of a cell was changed.
     *
     * @param version the one the change made
     * @param client  the page that made it; empty for changes from elsewhere
     */
    record TextChanged(CellId cell, long version, String client, ChangeSet changes, Set<ChangeHash> heads)
            implements NotebookEvent {
        public TextChanged {
            heads = Set.copyOf(heads);
        }
    }

    /** A request or what came of it. */
    record RunChanged(Run run) implements NotebookEvent {}

    /** The cell may show another run than before, or none. */
    record ShownChanged(CellId cell) implements NotebookEvent {}

    /**
     * Outputs of a run are others than before: stored ones, and of what goes on also what is stored in steps.
     *
     * @param length how many there are now
     * @param put    those that are new or changed, by index
     */
    record OutputsChanged(ExecId exec, int length, Map<Integer, Output> put) implements NotebookEvent {
        public OutputsChanged {
            put = Map.copyOf(put);
        }
    }

    /** The kernel starts, is idle, is busy, or is gone. */
    record KernelChanged(Optional<KernelState> kernel) implements NotebookEvent {}

    /** What a running cell says, as it says it. */
    record Live(ExecId exec, KernelEvent event) implements NotebookEvent {}

    /** A cell asks for input; told only while somebody can answer. */
    record InputWanted(Prompt prompt) implements NotebookEvent {}

    /** The run waits for input no more: it was answered, interrupted or ended. */
    record InputSettled(ExecId exec) implements NotebookEvent {}

    /** What the owner of this computer is asked to let run is other than it was (EX-18). */
    record RunsAsked() implements NotebookEvent {}

    /** Who may run code on this computer is another (EX-18). */
    record PolicyChanged() implements NotebookEvent {}

    /** Somebody was let in, or has other rights. */
    record MembersChanged() implements NotebookEvent {}

    /**
     * Who has what is here.
     *
     * @param same   the peers that are known to have exactly that
     * @param unsent batches written here since a peer last had the same
     */
    record SyncChanged(Set<PeerId> same, int unsent) implements NotebookEvent {
        public SyncChanged {
            same = Set.copyOf(same);
        }
    }

    /** What others wrote refers to this content, which is to be fetched if it is not here. */
    record BlobsNamed(Set<BlobId> blobs) implements NotebookEvent {
        public BlobsNamed {
            blobs = Set.copyOf(blobs);
        }
    }

    /**
     * Something about what came from others.
     *
     * @param author who wrote what it is about, where that is known
     */
    record Noticed(Notice notice, Optional<DeviceId> author) implements NotebookEvent {}

    /** The notebook is closed; nothing more is told. */
    record Closed() implements NotebookEvent {}

    /** Hears events on the notebook's own thread; must not block. */
    @FunctionalInterface
    interface Observer {
        void on(NotebookEvent event);

        /** Whether somebody is behind it who sees {@link InputWanted} and answers it (EX-17). */
        default boolean canAnswer() {
            return false;
        }
    }
}
