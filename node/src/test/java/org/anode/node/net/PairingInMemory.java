package org.anode.node.net;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.anode.node.identity.Identity;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.transport.MemoryNetwork;
import org.anode.node.transport.Way;
import org.anode.schema.Bytes;

/** Pairing over a network of one process; who uses it has time go by. */
public final class PairingInMemory implements PairingPlace, AutoCloseable {
    private final SecureRandom random = new SecureRandom();
    private final Identity identity;
    private final Pairings pairings;

    public PairingInMemory(Identity identity, MemoryNetwork network) {
        this.identity = identity;
        this.pairings = new Pairings(identity, identity::deviceName, _ -> List.of(), random);
        pairings.attach(new Way("memory", true, network.open()));
    }

    /** A second goes by. */
    public void tick() {
        pairings.tick();
    }

    @Override
    public PairingLink link(Listener listener) {
        var secret = new byte[PairingLink.SECRET_BYTES];
        random.nextBytes(secret);
        var link = PairingLink.signed(identity.keys(), identity.deviceName(), MeetingPlaces.NONE, Bytes.wrap(secret));
        pairings.make(link, listener);
        return link;
    }

    @Override
    public void take(PairingLink link, Listener listener) {
        pairings.take(link, listener);
    }

    @Override
    public Optional<Pairing> pairing() {
        return pairings.shown();
    }

    @Override
    public void compared(boolean same) {
        pairings.compared(same);
    }

    @Override
    public void close() {
        pairings.close();
    }
}
