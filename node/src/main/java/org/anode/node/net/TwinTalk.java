package org.anode.node.net;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * What is said in one notebook's room to those who have this device's keys, and between a device that was another and
 * that one. All is said each second until it has had its effect, so that any message may get lost. Any thread.
 */
final class TwinTalk {
    private final NotebookId notebook;
    private final Identity identity;
    private final Formers formers;
    private final Twins twins;
    private final SecureRandom random;
    private final Room room;
    private final Map<PeerId, Proven> present = new LinkedHashMap<>();

    /** Whose proofs were looked at since the last tick: each costs a signature. */
    private final Set<PeerId> looked = new HashSet<>();

    /** Whether this device is let in as far as is known, so that it need not prove any more who it was. */
    private boolean letIn;

    /** The keys a peer proved to have. */
    private record Proven(Bytes deviceKey, Bytes agreementKey) {}

    /** Where it is said. */
    interface Room {
        /** Must not block. */
        void send(PeerId to, Bytes message);

        void turn(Consumer<OpenNotebook> what);

        /** A twin is there, and that is what follows from it. */
        void judged(Twins.Verdict verdict);
    }

    TwinTalk(NotebookId notebook, Identity identity, Formers formers, Twins twins, SecureRandom random, Room room) {
        this.notebook = notebook;
        this.identity = identity;
        this.formers = formers;
        this.twins = twins;
        this.random = random;
        this.room = room;
    }

    void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        synchronized (this) {
            present.put(peer, new Proven(deviceKey, agreementKey));
            letIn = false;
        }
        if (isTwin(peer)) twins.met(peer);
        speak(peer);
    }

    void gone(PeerId peer) {
        synchronized (this) {
            present.remove(peer);
        }
        twins.gone(peer);
    }

    /** To be called about every second. */
    void tick() {
        synchronized (this) {
            looked.clear();
        }
        for (var peer : present().keySet()) speak(peer);
    }

    private synchronized Map<PeerId, Proven> present() {
        return Map.copyOf(present);
    }

    private boolean isTwin(PeerId peer) {
        return peer.device().equals(identity.device());
    }

    private void speak(PeerId peer) {
        if (isTwin(peer)) {
            room.send(peer, TwinCodec.encode(twins.claim()));
            room.turn(_ -> {}); // once it is known who is who, it hears of the notebook too
        }
        formers.find(peer.device()).ifPresent(former -> prove(peer, former));
    }

    /** To the device that kept the keys. */
    private void prove(PeerId peer, DeviceKeys former) {
        if (isLetIn()) return;
        room.turn(open -> {
            var keys = identity.keys();
            var succession = new Succession(notebook, keys.publicKey(), keys.agreementKey());
            if (open.replication().isMember(identity.device())) nowLetIn();
            else room.send(peer, TwinCodec.encode(succession.proof(former)));
        });
    }

    private synchronized boolean isLetIn() {
        return letIn;
    }

    private synchronized void nowLetIn() {
        letIn = true;
    }

    /** What is none of these messages is of a later version. */
    void received(PeerId peer, Bytes message) {
        if (!(TwinCodec.decode(message) instanceof Parsed.Ok<TwinMessage>(var said))) return;
        switch (said) {
            case TwinMessage.Claim claim when isTwin(peer) -> room.judged(twins.judge(claim));
            case TwinMessage.Claim _ -> {}
            case TwinMessage.Proof proof -> proven(peer, proof);
        }
    }

    private void proven(PeerId peer, TwinMessage.Proof proof) {
        Proven keys;
        synchronized (this) {
            keys = present.get(peer);
            if (keys == null || !looked.add(peer)) return;
        }
        var succession = new Succession(notebook, keys.deviceKey, keys.agreementKey);
        if (succession.isProven(identity.keys(), proof)) room.turn(open -> letIn(open, succession));
    }

    private void letIn(OpenNotebook open, Succession succession) {
        open.replication()
                .members()
                .flatMap(members -> succession.grant(members, identity.keys(), identity.person(), random))
                .ifPresent(grant -> open.replication().on(new Event.Stated(grant)));
    }
}
