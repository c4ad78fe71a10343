package org.anode.node.net;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.host.Offer;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/** What hosts say as strict CBOR: {@code [1, "offer", [whether for all]]}. The room proves whose it is (RO-3). Pure. */
final class OfferCodec {
    private static final int MESSAGE_BYTES_MAX = 1 << 10;
    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final String KIND = "offer";

    private OfferCodec() {}

    static Bytes encode(Offer offer) {
        return CborWriter.array(
                FIELDS, out -> out.number(VERSION).text(KIND).list(1, _ -> out.number(offer.forAll() ? 1 : 0)));
    }

    /** Other kinds are of a later version. */
    static Parsed<Offer> decode(Bytes message) {
        if (message.size() > MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("offer of more than 1 KiB");
        return CborReader.parse(message, in -> {
            require(in.number(VERSION) == VERSION, "unknown version of offer");
            require(in.text(KIND.length()).equals(KIND), "unknown kind of message");
            return in.list(() -> new Offer(in.number(1) == 1));
        });
    }
}
