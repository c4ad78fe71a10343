package org.anode.node.replicate;

import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;

/** What people should get to know of, or somebody should count (SY-14). */
public sealed interface Notice {
    /** A peer sent what is no message, or what nobody may have written. */
    record BadInput(PeerId peer, String reason) implements Notice {}

    /** What is stored of this document can not be read; it is passed over. */
    record BadRecord(DocumentName document, String reason) implements Notice {}

    /** A device contradicted itself: two signed batches in one place (SY-5). Said once for an actor. */
    record Contradiction(GrantId grant, ActorId actor, BatchHash one, BatchHash other) implements Notice {}

    /** Somebody else writes with the keys of this device: a copied folder, a resumed snapshot, or a former self. */
    record OwnKeysElsewhere(DocumentName document) implements Notice {}

    /** A peer says that it is this device. */
    record SameDevice(PeerId peer) implements Notice {}

    /** What an actor wrote waits for something, and there is too much of it; no more is taken until that came. */
    record TooMuchParked(DocumentName document, ActorId actor) implements Notice {}

    /** A grant has more actors than are taken. */
    record TooManyActors(GrantId grant) implements Notice {}

    /** A batch was set aside because its document can not take it. */
    record SetAside(DocumentName document, BatchHash batch, String reason) implements Notice {}

    /** We and the peer differ and do not come closer. */
    record NotConverging(PeerId peer) implements Notice {}

    /** More peers than are served. */
    record TooManyPeers(PeerId peer) implements Notice {}
}
