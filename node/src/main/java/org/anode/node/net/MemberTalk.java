package org.anode.node.net;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Lane;
import org.anode.node.share.Handover;
import org.anode.node.share.Plea;
import org.anode.node.share.RelayList;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/** What members say to each other in one notebook's room about who takes part, and what follows from it. Any thread. */
final class MemberTalk {
    /** What was said may have got lost. */
    private static final long PLEAD_EVERY_TICKS = 5;

    private final NotebookId notebook;
    private final NotebookAccess notebooks;
    private final RoomKeys keys;
    private final MemberActs acts;
    private final Room room;
    private final Set<PeerId> pleaded = ConcurrentHashMap.newKeySet(); // since the last tick: it is much to look at
    private long ticks;
    private volatile boolean pleading;

    /** Where it is said. */
    interface Room {
        Collection<PeerId> peers();

        /** Must not block. */
        void send(List<PeerId> to, Lane lane, Bytes message);

        /** The notebook may have another room now, or none for this device. */
        void moved(RoomKeys.Outcome outcome);

        /** At which relays this node looks for the notebook's devices. */
        List<String> relays();

        /** An admin's node looks for them there. */
        void meetAt(List<String> relays);
    }

    MemberTalk(NotebookId notebook, NotebookAccess notebooks, RoomKeys keys, MemberActs acts, Room room) {
        this.notebook = notebook;
        this.notebooks = notebooks;
        this.keys = keys;
        this.acts = acts;
        this.room = room;
    }

    /** What is none of these messages is of a later version. */
    void received(PeerId from, Lane lane, Bytes message) {
        switch (lane) {
            case EPOCH -> whenSound(Handover.decode(message), from, this::handedOver);
            case PLEA -> {
                if (pleaded.add(from))
                    whenSound(
                            Plea.decode(message),
                            from,
                            (peer, plea) -> acts.pleaded(notebook, peer.device(), plea, here()));
            }
            case FAREWELL ->
                acts.left(
                        notebook,
                        from.device(),
                        here().stream()
                                .filter(device -> !device.equals(from.device()))
                                .toList());
            case RELAYS -> whenSound(RelayList.decode(message), from, this::told);
            case LOG, PRESENCE, BLOBS, LOBBY, TWIN, HOSTS -> {}
        }
    }

    private static <T> void whenSound(Parsed<T> parsed, PeerId from, BiConsumer<PeerId, T> then) {
        if (parsed instanceof Parsed.Ok<T>(var said)) then.accept(from, said);
    }

    private void handedOver(PeerId from, Handover handover) {
        Background.run(() -> room.moved(notebooks.ask(notebook, open -> keys.take(open, from, handover))));
    }

    private List<DeviceId> here() {
        return room.peers().stream().map(PeerId::device).distinct().toList();
    }

    /** Somebody came. */
    void connected(PeerId peer) {
        lookAgain();
        var relays = room.relays();
        if (!relays.isEmpty()) room.send(List.of(peer), Lane.RELAYS, RelayList.encode(relays));
    }

    /** Admins' nodes are believed: anybody else could have this node call where it likes. */
    private void told(PeerId from, List<String> relays) {
        notebooks.tell(notebook, open -> {
            boolean admin = open.replication()
                    .members()
                    .flatMap(all -> all.adminGrantOf(from.device()))
                    .isPresent();
            if (admin) Background.run(() -> room.meetAt(relays));
        });
    }

    /** The members log is another, or somebody came: something may have to be pleaded for. */
    void lookAgain() {
        pleading = true;
    }

    /** To be called about every second. */
    void tick() {
        pleaded.clear();
        if (!pleading || ++ticks % PLEAD_EVERY_TICKS != 0) return;
        notebooks.tell(notebook, open -> {
            var plea = acts.plea(open);
            pleading = plea.isPresent();
            var members = open.replication().members();
            var admins = room.peers().stream()
                    .filter(peer -> members.flatMap(all -> all.adminGrantOf(peer.device()))
                            .isPresent())
                    .toList();
            plea.ifPresent(said -> room.send(admins, Lane.PLEA, said.encoded()));
        });
    }

    /** Tells all who are here that this device leaves the notebook. */
    void sayFarewell() {
        room.send(List.copyOf(room.peers()), Lane.FAREWELL, Bytes.EMPTY);
    }
}
