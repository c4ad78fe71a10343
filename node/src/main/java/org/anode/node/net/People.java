package org.anode.node.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.Member;
import org.anode.node.share.PeerNode;
import org.anode.node.share.Reach;
import org.anode.node.share.Synced;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** Who takes part in a notebook, as people read it. */
record People(String selfName, NotebookAccess notebooks) {
    /** This device first, then by id. */
    List<Member> list(NotebookId notebook, Optional<NotebookRoom> room) {
        var grants = notebooks.read(notebook, OpenNotebook::people);
        var names = DeviceNames.of(notebooks.log(notebook));
        return grants.entrySet().stream()
                .map(entry -> member(notebook, entry.getKey(), entry.getValue(), names, room))
                .sorted(Comparator.comparing((Member member) -> !member.me()).thenComparing(Member::device))
                .toList();
    }

    private Member member(
            NotebookId notebook,
            DeviceId device,
            Statement.Grant grant,
            Map<DeviceId, String> names,
            Optional<NotebookRoom> room) {
        boolean me = device.equals(notebooks.self(notebook));
        var peer = me ? Optional.<PeerId>empty() : room.flatMap(there -> peer(there, device));
        return new Member(
                device,
                me ? selfName : names.getOrDefault(device, ""),
                grant.role(),
                grant.flags(),
                me,
                peer.flatMap(found -> room.flatMap(there -> reach(there, found))),
                peer.flatMap(found -> room.map(there -> there.sync().same().contains(found))),
                me || peer.isPresent() ? OptionalLong.empty() : lastSeenAgoMs(notebook, device));
    }

    private OptionalLong lastSeenAgoMs(NotebookId notebook, DeviceId device) {
        var seen = DeviceNames.seen(notebooks.log(notebook), device);
        return seen.isPresent()
                ? OptionalLong.of(Math.max(0, System.currentTimeMillis() - seen.getAsLong()))
                : OptionalLong.empty();
    }

    private static Optional<PeerId> peer(NotebookRoom room, DeviceId device) {
        return room.peers().stream()
                .filter(peer -> peer.device().equals(device))
                .findFirst();
    }

    private static Optional<Reach> reach(NotebookRoom room, PeerId peer) {
        return room.path(peer).map(way -> way.direct() ? Reach.LAN : Reach.RELAY);
    }

    /** Who can be reached now. */
    List<PeerNode> peers(NotebookId notebook, NotebookRoom room) {
        var names = DeviceNames.of(notebooks.log(notebook));
        var found = new ArrayList<PeerNode>();
        for (var peer : room.peers())
            reach(room, peer)
                    .ifPresent(reach -> found.add(new PeerNode(
                            notebook,
                            peer.device(),
                            names.getOrDefault(peer.device(), ""),
                            reach,
                            Optional.of(room.sync().same().contains(peer)),
                            OptionalLong.empty(),
                            room.heardAgoMs(peer))));
        found.sort(Comparator.comparing(PeerNode::device));
        return found;
    }

    static Synced synced(boolean shared, Optional<NotebookRoom> room) {
        if (!shared) return new Synced(Synced.State.ALONE, 0);
        var peers = room.map(NotebookRoom::peers).orElse(Set.of());
        int unsent = room.map(there -> there.sync().unsent()).orElse(0);
        if (peers.isEmpty()) return new Synced(Synced.State.OFFLINE, unsent);
        boolean same = room.orElseThrow().sync().same().containsAll(peers);
        return new Synced(same ? Synced.State.SAME : Synced.State.BEHIND, unsent);
    }
}
