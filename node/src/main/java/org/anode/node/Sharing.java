package org.anode.node;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anode.node.share.Caret;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.Joining;
import org.anode.node.share.LanState;
import org.anode.node.share.Member;
import org.anode.node.share.PeerNode;
import org.anode.node.share.SeenCaret;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.schema.BlobId;
import org.anode.schema.NotebookId;

/** Sharing, as commands and pages ask for it. Any thread; may wait for the disk and for notebooks, not for other nodes. */
public interface Sharing extends AutoCloseable {
    /**
     * A fresh link to the notebook, which works once this returns. Opens the LAN channel.
     *
     * @throws Refusal with a sentence if this device may not invite
     */
    InviteLink invite(NotebookId notebook);

    /**
     * Begins to join, or finds the attempt with this link that is under way or done; a failed one begins anew. Opens the
     * LAN channel. What becomes of it comes as {@link SharingEvent}s.
     *
     * @throws Refusal with a sentence if this node does not join anything
     */
    Joining join(InviteLink link);

    /** Attempts under way, failed and done since the start of the node, the latest first. */
    List<Joining> joinings();

    /** Gives an attempt up, or takes an ended one off the list; one that is not there is no matter. */
    void forget(InviteId joining);

    /**
     * Looks for nodes there too, from now on.
     *
     * @throws Refusal with a sentence if the LAN channel can not be opened
     */
    void connect(InetSocketAddress peer);

    /** What has become of the LAN channel. */
    LanState lan();

    /** The devices that may take part, this one first if it may, then by id. */
    List<Member> people(NotebookId notebook);

    /** Whether what is here is elsewhere too. */
    Synced synced(NotebookId notebook);

    /** Where the caret of a tab is from now on; empty if it is nowhere in the notebook. Told to others, never stored. */
    void show(NotebookId notebook, String client, Optional<Caret> caret);

    /** The carets of all but the tab named. */
    List<SeenCaret> carets(NotebookId notebook, String client);

    /**
     * Fetches content that somebody who can be reached may have; it is in the store some time later.
     *
     * @return whether there is anybody to ask
     */
    boolean fetch(BlobId blob);

    /** Who can be reached now, in each notebook; by notebook, then by device. */
    List<PeerNode> peers();

    /** {@code watcher} hears of each change, on any thread, until the watch is closed; must not block. */
    Watch watch(Consumer<SharingEvent> watcher);

    /** Leaves all rooms. */
    @Override
    void close();

    /** Ends with {@link #close}; again does nothing. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
