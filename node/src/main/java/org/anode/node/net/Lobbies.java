package org.anode.node.net;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.anode.node.NodeFailure;
import org.anode.node.Refusal;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Role;
import org.anode.node.share.Invite;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.LobbyEvent;
import org.anode.node.share.LobbyHost;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.OpenInvite;
import org.anode.node.transport.Way;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** The links of this device: a lobby for each that may still be used or has to say that it may not, and who waits there. Any thread. */
final class Lobbies implements AutoCloseable {
    private final NotebookAccess notebooks;
    private final DeviceKeys keys;
    private final Circle circle;
    private final SecureRandom random;
    private final Runnable changed;
    private final Function<NotebookId, List<Way>> relays;
    private final List<Way> ways = new ArrayList<>();
    private final Map<InviteId, HostedLobby> open = new LinkedHashMap<>();
    private boolean closed;

    /**
     * @param relays  the ways of a notebook alone
     * @param changed runs when other people wait, or another link works
     */
    Lobbies(
            NotebookAccess notebooks,
            DeviceKeys keys,
            Circle circle,
            Function<NotebookId, List<Way>> relays,
            SecureRandom random,
            Runnable changed) {
        this.notebooks = notebooks;
        this.keys = keys;
        this.circle = circle;
        this.relays = relays;
        this.random = random;
        this.changed = changed;
    }

    private Invites of(NotebookId notebook) {
        return new Invites(notebooks.log(notebook));
    }

    /** Links that nobody needs any more go. */
    void tidy(NotebookId notebook) {
        notebooks.store().write(of(notebook).tidy(nowSeconds()));
    }

    /** Listens for those who come with links to the notebook; again does nothing. */
    void open(NotebookId notebook) {
        of(notebook).answering(nowSeconds()).forEach(this::listen);
    }

    private synchronized void listen(Invite invite) {
        if (closed || open.containsKey(invite.id())) return;
        var lobby = new HostedLobby(invite, notebooks, keys, circle.mine(), random, Lobbies::nowSeconds, changed);
        open.put(invite.id(), lobby);
        ways.forEach(lobby::attach);
        relays.apply(invite.notebook()).forEach(lobby::attach);
    }

    synchronized void close(NotebookId notebook) {
        for (var invite : of(notebook).answering(nowSeconds())) {
            var lobby = open.remove(invite.id());
            if (lobby != null) lobby.close();
        }
    }

    /** Another way to the peers of every notebook. */
    synchronized void attach(Way way) {
        ways.add(way);
        open.values().forEach(lobby -> lobby.attach(way));
    }

    /**
     * A fresh link to a shared notebook, which works once this returns.
     *
     * @param deviceName of this device, for people
     * @throws Refusal if this device may not invite
     */
    InviteLink issue(NotebookId notebook, String deviceName, String title, MeetingPlaces places, InviteWish wish) {
        var issued = notebooks.ask(notebook, turn -> {
            var members = turn.replication().members().orElseThrow();
            var made = of(notebook).issue(members, keys, deviceName, title, places, wish, nowSeconds(), random);
            turn.alsoWrite(List.of(made.keep()));
            return made;
        });
        listen(issued.invite());
        changed.run();
        return issued.link();
    }

    List<OpenInvite> invites(NotebookId notebook) {
        return of(notebook).open(nowSeconds()).stream().map(OpenInvite::of).toList();
    }

    /** @throws Refusal if there is no such link */
    void revoke(NotebookId notebook, InviteId invite) {
        var kept = of(notebook)
                .find(invite)
                .filter(found -> found.isOpen(nowSeconds()))
                .orElseThrow(() -> new Refusal("This computer has made no such link, or it works no more."));
        listen(kept);
        find(invite).orElseThrow(Lobbies::stopping).decide(new LobbyEvent.Revoked());
        changed.run();
    }

    private synchronized Optional<HostedLobby> find(InviteId invite) {
        return Optional.ofNullable(open.get(invite));
    }

    private static NodeFailure stopping() {
        return new NodeFailure("The node is stopping; try again when it runs.");
    }

    /** Those who wait, the longest first. */
    List<JoinRequest> requests() {
        return all().stream()
                .flatMap(lobby -> lobby.requests().stream())
                .sorted(Comparator.comparingLong(JoinRequest::waitingMs).reversed())
                .toList();
    }

    private synchronized List<HostedLobby> all() {
        return List.copyOf(open.values());
    }

    /** @throws Refusal if nobody waits by that name, or this device may not let anybody in */
    void approve(String request, Optional<Role> role) {
        var device = decide(request, who -> new LobbyEvent.Approved(who, role));
        circle.letIn().accept(device);
    }

    /** @throws Refusal if nobody waits by that name */
    void refuse(String request) {
        var _ = decide(request, LobbyEvent.Refused::new);
    }

    private DeviceId decide(String request, Function<DeviceId, LobbyEvent> decision) {
        for (var lobby : all()) {
            for (var waiting : lobby.requests()) {
                if (!waiting.id().equals(request)) continue;
                lobby.decide(decision.apply(waiting.device()));
                return waiting.device();
            }
        }
        throw new Refusal(LobbyHost.NOT_WAITING);
    }

    /** To be called about every second. */
    void tick() {
        all().forEach(HostedLobby::tick);
    }

    private static long nowSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(HostedLobby::close);
    }
}
