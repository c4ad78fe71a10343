package org.anode.node.net;

import java.util.Optional;
import org.anode.node.share.NewPair;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;

/** Where two devices of one person meet; one pairing at a time, a new one ends the one before. Any thread. */
public interface PairingPlace {
    /** A fresh link, which works once and for ten minutes while the node runs. Opens the LAN channel. */
    PairingLink link(Listener listener);

    /** Goes to the device that made the link. Opens the LAN channel. */
    void take(PairingLink link, Listener listener);

    /** How far the last one is. */
    Optional<Pairing> pairing();

    /** Somebody here compared the words. */
    void compared(boolean same);

    /** Hears how far it is; may block. */
    interface Listener {
        void changed();

        /** @throws org.anode.node.NodeFailure if it can not be kept */
        void paired(NewPair pair);
    }
}
