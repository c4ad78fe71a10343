package org.anode.node;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.anode.node.identity.DeviceName;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Members;
import org.anode.node.share.Caret;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
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
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.anode.schema.BlobId;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** Sharing of a node that meets no others, as one that is opened for a command: it knows who takes part, and that is all. */
final class NoChannel implements Sharing {
    /** What to do instead. */
    static final String NOT_HERE =
            "This node meets no others: begin one that does with anode start, without --no-lan, then try again.";

    private static final Watch NOTHING_HAPPENS = () -> {};

    private final Notebooks notebooks;
    private final Writers writers;
    private final DeviceName deviceName;

    NoChannel(Notebooks notebooks, Writers writers, DeviceName deviceName) {
        this.notebooks = notebooks;
        this.writers = writers;
        this.deviceName = deviceName;
    }

    @Override
    public InviteLink invite(NotebookId notebook, InviteWish wish) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public List<OpenInvite> invites(NotebookId notebook) {
        long nowSeconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        return new Invites(notebooks.log(notebook))
                .open(nowSeconds).stream().map(OpenInvite::of).toList();
    }

    @Override
    public void revoke(NotebookId notebook, InviteId invite) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public List<JoinRequest> requests() {
        return List.of();
    }

    @Override
    public void approve(String request, Optional<Role> role) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public void refuse(String request) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public void remove(NotebookId notebook, DeviceId device) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public void setRole(NotebookId notebook, DeviceId device, Role role, Set<Flag> flags) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public SortedMap<DeviceId, String> late(NotebookId notebook) {
        return Collections.emptySortedMap();
    }

    @Override
    public void accept(NotebookId notebook, DeviceId device) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public void leave(NotebookId notebook) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public Joining join(InviteLink link) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public List<Joining> joinings() {
        return List.of();
    }

    @Override
    public void forget(InviteId joining) {}

    @Override
    public void connect(InetSocketAddress peer) {
        throw new Refusal(NOT_HERE);
    }

    @Override
    public LanState lan() {
        return new LanState.Never();
    }

    @Override
    public List<RelayState> relays() {
        return List.of();
    }

    @Override
    public List<RelayState> relays(NotebookId notebook) {
        return List.of();
    }

    @Override
    public List<Member> people(NotebookId notebook) {
        var members = Members.stored(notebook, notebooks.log(notebook).statements());
        var self = writers.self(notebooks.log(notebook));
        var found = new ArrayList<Member>();
        for (var device : members.devices()) found.add(member(device, members.strongest(device), device.equals(self)));
        found.sort(Comparator.comparing((Member member) -> !member.me()).thenComparing(Member::device));
        return found;
    }

    private Member member(DeviceId device, Statement.Grant grant, boolean me) {
        return new Member(
                device,
                me ? deviceName.get() : "",
                grant.role(),
                grant.flags(),
                me,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    @Override
    public Synced synced(NotebookId notebook) {
        boolean shared = RoomSecrets.of(notebooks.log(notebook)).isPresent();
        return new Synced(shared ? Synced.State.OFFLINE : Synced.State.ALONE, 0);
    }

    @Override
    public void show(NotebookId notebook, String client, Optional<Caret> caret) {}

    @Override
    public List<SeenCaret> carets(NotebookId notebook, String client) {
        return List.of();
    }

    @Override
    public boolean fetch(BlobId blob) {
        return false;
    }

    @Override
    public List<PeerNode> peers() {
        return List.of();
    }

    @Override
    public Watch watch(Consumer<SharingEvent> watcher) {
        return NOTHING_HAPPENS;
    }

    @Override
    public void close() {}
}
