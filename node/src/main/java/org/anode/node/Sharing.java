package org.anode.node;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.Caret;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.Joining;
import org.anode.node.share.LanState;
import org.anode.node.share.Member;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.PeerNode;
import org.anode.node.share.RelayState;
import org.anode.node.share.SeenCaret;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.schema.BlobId;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** Sharing, as commands and pages ask for it. Any thread; may wait for the disk and for notebooks, not for other nodes. */
public interface Sharing extends AutoCloseable {
    /**
     * A fresh link to the notebook, which works once this returns. Opens the LAN channel.
     *
     * @throws Refusal with a sentence if this device may not invite
     */
    InviteLink invite(NotebookId notebook, InviteWish wish);

    /** The links of this device to the notebook that can still let somebody in. */
    List<OpenInvite> invites(NotebookId notebook);

    /**
     * The link lets nobody in any more, and says so to who comes with it.
     *
     * @throws Refusal if there is no such link
     */
    void revoke(NotebookId notebook, InviteId invite);

    /** Those who wait to be let in, the longest first. */
    List<JoinRequest> requests();

    /**
     * Lets somebody in; it is on the disk when this returns.
     *
     * @param request {@link JoinRequest#id}
     * @param role    instead of what the link gives
     * @throws Refusal if nobody waits by that name, or this device may not let anybody in
     */
    void approve(String request, Optional<Role> role);

    /** Tells somebody that it is not let in; the same device may ask again with another link. */
    void refuse(String request);

    /**
     * Takes a device out of the notebook (MB-7): what it wrote until now stays, nothing of it counts from now on, and it
     * can read nothing new. It is on the disk when this returns.
     *
     * @throws Refusal if it is no member, or this device may not remove it
     */
    void remove(NotebookId notebook, DeviceId device);

    /**
     * Changes what a device may do. It is on the disk when this returns.
     *
     * @throws Refusal if it is no member, or this device may not say so
     */
    void setRole(NotebookId notebook, DeviceId device, Role role, Set<Flag> flags);

    /**
     * The removed devices of which something is here that was written after their removal and does not count, and what
     * each calls itself: empty if it never told.
     */
    SortedMap<DeviceId, String> late(NotebookId notebook);

    /**
     * Lets what is here of a removed device, and was written after its removal, count everywhere, this once (MB-3).
     *
     * @throws Refusal if there is nothing, or this device may not accept it
     */
    void accept(NotebookId notebook, DeviceId device);

    /**
     * Ends this device's part in the notebook, which stays here as it is, in the bin.
     *
     * @throws Refusal if that would leave the others without an admin
     */
    void leave(NotebookId notebook);

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

    /** How it stands with the relays that are used now. */
    List<RelayState> relays();

    /** With those of a notebook. */
    List<RelayState> relays(NotebookId notebook);

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
