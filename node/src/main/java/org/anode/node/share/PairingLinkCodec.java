package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.Identity;
import org.anode.node.identity.Signatures;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/**
 * The part of a pairing link before its {@code #}, as CBOR: {@code [1, device key, name, [relay…], [[host, port]…],
 * signature]}. The signature covers {@code "anode-pairing-sig-1"}, the secret and everything before it. One encoding for each
 * link. Pure; any thread.
 */
final class PairingLinkCodec {
    private static final long VERSION = 1;
    private static final int FIELDS = 6;
    private static final long NUMBER_MAX = 1L << 53;
    private static final Bytes DOMAIN = Bytes.utf8("anode-pairing-sig-1");

    private PairingLinkCodec() {}

    static Bytes signedPart(PairingLink link) {
        var encoded = encode(link);
        return Bytes.concat(DOMAIN, link.secret(), encoded.slice(0, encoded.size() - LinkCodec.SIGNATURE_ITEM_BYTES));
    }

    static Bytes encode(PairingLink link) {
        return CborWriter.array(FIELDS, out -> {
            out.number(VERSION).bytes(link.deviceKey()).text(link.name());
            LinkCodec.writePlaces(out, link.places());
            out.bytes(link.signature());
        });
    }

    /** Form and signature; the reason of a later version's is {@link LinkCodec#NEWER}. */
    static Parsed<PairingLink> decode(Bytes encoded, Bytes secret) {
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, LinkCodec.NEWER);
            var link = new PairingLink(
                    in.bytes(Signatures.PUBLIC_KEY_BYTES),
                    LinkCodec.line(in, Identity.NAME_CHARS_MAX),
                    LinkCodec.places(in),
                    in.bytes(Signatures.SIGNATURE_BYTES),
                    secret);
            require(encode(link).equals(encoded), "not in the one encoding");
            require(Signatures.verify(link.deviceKey(), signedPart(link), link.signature()), "a wrong signature");
            return link;
        });
    }
}
