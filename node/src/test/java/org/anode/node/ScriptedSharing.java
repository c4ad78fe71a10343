package org.anode.node;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.Caret;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
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

/** Sharing where a test says what happens: attempts go through its states, one each time somebody looks. */
public class ScriptedSharing implements Sharing {
    final Deque<JoinState> states = new ArrayDeque<>();
    public final List<Member> people = new ArrayList<>();
    final List<PeerNode> peers = new ArrayList<>();
    final List<InetSocketAddress> connected = new ArrayList<>();
    public final List<Consumer<SharingEvent>> watchers = new CopyOnWriteArrayList<>();
    final List<InviteWish> wishes = new ArrayList<>();
    final List<OpenInvite> invites = new ArrayList<>();
    final List<JoinRequest> requests = new ArrayList<>();

    public final List<RelayState> relays = new CopyOnWriteArrayList<>();
    public volatile LanState lan = new LanState.Closed();

    public final SortedMap<DeviceId, String> late = new ConcurrentSkipListMap<>();

    /** What was decided, in words. */
    final List<String> decided = new ArrayList<>();

    private final List<Joining> joinings = new ArrayList<>();

    @Override
    public InviteLink invite(NotebookId notebook, InviteWish wish) {
        wishes.add(wish);
        throw new Refusal("not in this test");
    }

    @Override
    public List<OpenInvite> invites(NotebookId notebook) {
        return invites;
    }

    @Override
    public void revoke(NotebookId notebook, InviteId invite) {
        decided.add("revoke " + invite);
    }

    @Override
    public List<JoinRequest> requests() {
        return requests;
    }

    @Override
    public void approve(String request, Optional<Role> role) {
        decided.add("approve " + request + role.map(one -> " as " + one.word()).orElse(""));
    }

    @Override
    public void refuse(String request) {
        decided.add("refuse " + request);
    }

    @Override
    public void remove(NotebookId notebook, DeviceId device) {
        decided.add("remove " + device);
    }

    @Override
    public void setRole(NotebookId notebook, DeviceId device, Role role, Set<Flag> flags) {
        decided.add("role " + device + " " + role.word() + " " + flags.size());
    }

    @Override
    public SortedMap<DeviceId, String> late(NotebookId notebook) {
        return late;
    }

    @Override
    public void accept(NotebookId notebook, DeviceId device) {
        decided.add("accept " + device);
    }

    @Override
    public void leave(NotebookId notebook) {
        decided.add("leave");
    }

    @Override
    public Joining join(InviteLink link) {
        var begun = new Joining(link, states.removeFirst());
        joinings.add(begun);
        return begun;
    }

    @Override
    public List<Joining> joinings() {
        joinings.replaceAll(joining -> states.isEmpty() ? joining : new Joining(joining.link(), states.removeFirst()));
        watchers.forEach(watcher -> watcher.accept(new SharingEvent.JoiningsChanged()));
        return List.copyOf(joinings);
    }

    @Override
    public void forget(InviteId joining) {
        joinings.removeIf(one -> one.id().equals(joining));
    }

    @Override
    public void connect(InetSocketAddress peer) {
        connected.add(peer);
    }

    @Override
    public LanState lan() {
        return lan;
    }

    @Override
    public List<RelayState> relays() {
        return relays;
    }

    @Override
    public List<RelayState> relays(NotebookId notebook) {
        return relays;
    }

    @Override
    public List<Member> people(NotebookId notebook) {
        return people;
    }

    @Override
    public Synced synced(NotebookId notebook) {
        return new Synced(Synced.State.ALONE, 0);
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
        return peers;
    }

    @Override
    public Watch watch(Consumer<SharingEvent> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public void close() {}
}
