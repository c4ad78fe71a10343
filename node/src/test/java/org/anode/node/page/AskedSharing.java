package org.anode.node.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anode.node.Refusal;
import org.anode.node.ScriptedSharing;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** Sharing that writes down what pages ask of it. */
public final class AskedSharing extends ScriptedSharing {
    public final List<Object> asked = new CopyOnWriteArrayList<>();
    public final List<JoinRequest> requests = new CopyOnWriteArrayList<>();
    public final List<OpenInvite> invites = new ArrayList<>();
    public final List<Joining> joins = new CopyOnWriteArrayList<>();
    private final InviteLink link;
    public volatile Synced.State state = Synced.State.ALONE;

    /** @param link what it gives for each wish */
    public AskedSharing(InviteLink link) {
        this.link = link;
    }

    public void tell(SharingEvent event) {
        watchers.forEach(watcher -> watcher.accept(event));
    }

    @Override
    public Joining join(InviteLink with) {
        asked.add("join " + with.notebook());
        return new Joining(with, new JoinState.Looking());
    }

    @Override
    public List<Joining> joinings() {
        return joins;
    }

    @Override
    public InviteLink invite(NotebookId notebook, InviteWish wish) {
        asked.add(wish);
        return link;
    }

    @Override
    public List<OpenInvite> invites(NotebookId notebook) {
        return invites;
    }

    @Override
    public void revoke(NotebookId notebook, InviteId invite) {
        asked.add(invite);
    }

    @Override
    public List<JoinRequest> requests() {
        return requests;
    }

    @Override
    public void approve(String request, Optional<Role> role) {
        asked.add(
                "approve " + request + role.map(instead -> " " + instead.word()).orElse(""));
    }

    @Override
    public void refuse(String request) {
        throw new Refusal("Nobody waits as " + request + ".");
    }

    @Override
    public void remove(NotebookId notebook, DeviceId device) {
        asked.add("remove " + device);
    }

    @Override
    public void setRole(NotebookId notebook, DeviceId device, Role role, Set<Flag> flags) {
        asked.add("role " + device + " " + role.word() + " " + flags);
    }

    @Override
    public void accept(NotebookId notebook, DeviceId device) {
        asked.add("accept " + device);
        late.remove(device);
        tell(new SharingEvent.PeopleChanged(notebook));
    }

    @Override
    public void leave(NotebookId notebook) {
        asked.add("leave " + notebook);
    }

    @Override
    public Synced synced(NotebookId notebook) {
        return new Synced(state, 0);
    }
}
