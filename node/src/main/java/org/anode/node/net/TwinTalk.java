package org.anode.node.net;

import java.security.SecureRandom;
import java.util.List;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.Succession;
import org.anode.node.share.TwinCodec;
import org.anode.node.share.TwinMessage;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * What is said in one notebook's room to those who have this device's keys, between a device that was another and that one,
 * and by a device whose keys were changed to an admin. All is said each second until it has had its effect, so that any message may get lost. Any thread.
 */
final class TwinTalk {
    private final NotebookId notebook;
    private final Identity identity;
    private final Formers formers;
    private final Twins twins;
    private final MemberActs acts;
    private final SecureRandom random;
    private final Room room;
    private final Heirs heirs;

    /** This device. */
    private final Succession own;

    /** Whether it is let in as far as is known, so that it need not prove any more who it was. */
    private volatile boolean letIn;

    /** Where it is said. */
    interface Room extends Speaking {
        /** A twin is there, and that is what follows from it. */
        void judged(Twins.Verdict verdict);
    }

    TwinTalk(
            NotebookId notebook,
            Identity identity,
            Formers formers,
            Twins twins,
            MemberActs acts,
            SecureRandom random,
            Room room) {
        this.notebook = notebook;
        this.identity = identity;
        this.formers = formers;
        this.twins = twins;
        this.acts = acts;
        this.random = random;
        this.room = room;
        this.heirs = new Heirs(notebook);
        this.own = new Succession(
                notebook, identity.keys().publicKey(), identity.keys().agreementKey());
    }

    void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        heirs.connected(peer, deviceKey, agreementKey);
        letIn = false;
        if (isTwin(peer)) twins.met(peer);
        speak(peer);
    }

    void gone(PeerId peer) {
        heirs.gone(peer);
        twins.gone(peer);
    }

    /** To be called about every second. */
    void tick() {
        heirs.tick();
        for (var peer : heirs.peers()) speak(peer);
    }

    private boolean isTwin(PeerId peer) {
        return peer.device().equals(identity.device());
    }

    private void speak(PeerId peer) {
        if (isTwin(peer)) {
            room.send(peer, TwinCodec.encode(twins.claim()));
            room.turn(_ -> {}); // once it is known who is who, it hears of the notebook too
        }
        if (letIn) return;
        formers.copy(peer.device()).ifPresent(former -> prove(peer, former));
        if (!formers.replaced().isEmpty()) room.turn(open -> claimPlaces(open, peer));
    }

    /** To the device that kept the keys. */
    private void prove(PeerId peer, DeviceKeys former) {
        room.turn(open -> {
            if (open.replication().isMember(own.device())) letIn = true;
            else room.send(peer, TwinCodec.encode(own.proof(former)));
        });
    }

    /** To an admin: first to be let in, then, once it has all that was made with the former keys, to end those. */
    private void claimPlaces(OpenNotebook open, PeerId peer) {
        var replication = open.replication();
        if (!replication.isShared()) return;
        var places = formers.replaced().stream()
                .filter(former -> replication.isMember(former.device()))
                .toList();
        if (places.isEmpty()) letIn = true;
        boolean isMember = replication.isMember(own.device());
        boolean isTold = isMember && replication.hasSame(peer);
        if (isTold == isMember && replication.isAdmin(peer.device()))
            for (var former : places) room.send(peer, TwinCodec.encode(own.replaced(former, isTold)));
    }

    /** What is none of these messages is of a later version. */
    void received(PeerId peer, Bytes message) {
        if (!(TwinCodec.decode(message) instanceof Parsed.Ok<TwinMessage>(var said))) return;
        switch (said) {
            case TwinMessage.Claim claim when isTwin(peer) -> room.judged(twins.judge(claim));
            case TwinMessage.Claim _ -> {}
            case TwinMessage.Proof proof ->
                heirs.look(peer)
                        .filter(heir -> heir.isProven(identity.keys(), proof))
                        .ifPresent(heir -> room.turn(open -> letIn(open, heir)));
            case TwinMessage.Replaced replaced ->
                heirs.look(peer).ifPresent(heir -> acts.succeeded(notebook, heir, replaced, here()));
        }
    }

    private List<DeviceId> here() {
        return heirs.peers().stream().map(PeerId::device).toList();
    }

    private void letIn(OpenNotebook open, Succession succession) {
        open.replication()
                .members()
                .flatMap(members -> succession.grant(members, identity.keys(), identity.person(), random))
                .ifPresent(grant -> open.replication().on(new Event.Stated(grant)));
    }
}
