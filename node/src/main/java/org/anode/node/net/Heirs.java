package org.anode.node.net;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.Succession;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;

/** Those in a room, each of whom may prove once a second which device it was: a proof costs a signature. Any thread. */
final class Heirs {
    private final NotebookId notebook;
    private final Map<PeerId, Succession> present = new HashMap<>();
    private final Set<PeerId> looked = new HashSet<>();

    Heirs(NotebookId notebook) {
        this.notebook = notebook;
    }

    /** With the keys that it proved to have. */
    synchronized void connected(PeerId peer, Bytes deviceKey, Bytes agreementKey) {
        present.put(peer, new Succession(notebook, deviceKey, agreementKey));
    }

    synchronized void gone(PeerId peer) {
        present.remove(peer);
    }

    synchronized Set<PeerId> peers() {
        return Set.copyOf(present.keySet());
    }

    /** To be called about every second. */
    synchronized void tick() {
        looked.clear();
    }

    /** What it may prove now; empty if it is gone, or was looked at since the last tick. */
    synchronized Optional<Succession> look(PeerId peer) {
        return Optional.ofNullable(present.get(peer)).filter(_ -> looked.add(peer));
    }
}
