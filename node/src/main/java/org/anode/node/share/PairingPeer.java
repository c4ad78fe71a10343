package org.anode.node.share;

import org.anode.node.identity.PersonId;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.PeerId;
import org.anode.schema.Bytes;

/** A peer in the room of a pairing, with the keys that it proved. */
record PairingPeer(PeerId id, Bytes deviceKey, Bytes agreementKey) {
    PairingMachine.Effect send(PairingMessage message) {
        return new PairingMachine.Effect.Send(id, PairingCodec.encode(message));
    }

    PairingMachine.Effect badInput(String reason) {
        return new PairingMachine.Effect.BadInput(id, reason);
    }

    /** With its word, which the caller has checked. */
    NewPair pair(String name, Voucher voucher, PersonId person) {
        return new NewPair(new PairedDevice(deviceKey, agreementKey, name, voucher), person);
    }
}
