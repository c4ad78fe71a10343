package org.anode.node.net;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anode.node.NodeFailure;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.share.Membership;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.RoomSecrets;
import org.anode.node.store.Store;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** The notebooks of this node, as far as their rooms need them. Any thread. */
public interface NotebookAccess {
    /** Those that are not in the bin. */
    List<NotebookId> notebooksHere();

    NotebookLog log(NotebookId notebook);

    /** For content by its hash. */
    Store store();

    String title(NotebookId notebook);

    /** A turn some time; the notebook is opened for it. Blocks while its inbox is full; dropped while the node stops. */
    void tell(NotebookId notebook, NotebookActor.Turn turn);

    /** A turn that somebody hears of. */
    <T> void post(NotebookId notebook, Function<OpenNotebook, T> turn, NotebookActor.Outcome<T> outcome);

    /**
     * A turn's result, once it is on the disk.
     *
     * @throws NodeFailure if it was refused
     */
    <T> T ask(NotebookId notebook, Function<OpenNotebook, T> turn);

    /** As {@link #ask}, but without waiting for the disk: for questions. */
    <T> T read(NotebookId notebook, Function<OpenNotebook, T> question);

    /** As which device this node writes there. */
    DeviceId self(NotebookId notebook);

    /** Gives the notebook a room, if it has none; durable when this returns. Not from a turn. */
    void share(NotebookId notebook, RoomSecrets.Kept secret);

    /** Keeps a notebook that this device was let into, or takes up the right to it; again does nothing. */
    void add(Membership membership);

    /** This device has no part in the notebook any more: it goes to the bin, and meets nobody also when it comes back. */
    void leave(NotebookId notebook);

    void watch(Watch watch);

    /** Hears what happens to any notebook; must not block. Any thread. */
    @FunctionalInterface
    interface Watch {
        /** @param event empty if the notebook came, went, or was opened or closed */
        void changed(NotebookId notebook, Optional<NotebookEvent> event);
    }
}
