package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.Signatures;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * The part of a link before its {@code #}, as CBOR: {@code [1, notebook, title, [relay…], [[host, port]…], grant, device
 * key, device name, role, flags, expiry, uses, signature]}. The signature covers {@code "anode-invite-sig-1"}, the join
 * secret and everything before it. One encoding for each link. Pure; any thread.
 */
final class LinkCodec {
    static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[Signatures.SIGNATURE_BYTES]);

    /** What a link of a later version is called. */
    static final String NEWER = "newer";

    private static final long VERSION = 1;
    private static final int FIELDS = 13;
    private static final long NUMBER_MAX = 1L << 53;
    private static final Bytes DOMAIN = Bytes.utf8("anode-invite-sig-1");

    /** CBOR's header of a byte string (2 bytes here) and the signature itself. */
    static final int SIGNATURE_ITEM_BYTES = 2 + Signatures.SIGNATURE_BYTES;

    private LinkCodec() {}

    static Bytes signedPart(InviteLink link) {
        var encoded = encode(link);
        return Bytes.concat(DOMAIN, link.joinSecret(), encoded.slice(0, encoded.size() - SIGNATURE_ITEM_BYTES));
    }

    static Bytes encode(InviteLink link) {
        return CborWriter.array(FIELDS, out -> {
            out.number(VERSION).bytes(link.notebook().value()).text(link.title());
            writePlaces(out, link.places());
            writeIssuer(out, link.issuer());
            writeTerms(out, link.terms());
            out.bytes(link.signature());
        });
    }

    static void writePlaces(CborWriter out, MeetingPlaces places) {
        out.each(places.relays(), out::text)
                .each(
                        places.lan(),
                        hint -> out.list(2, _ -> out.text(hint.host()).number(hint.port())));
    }

    private static void writeIssuer(CborWriter out, Issuer issuer) {
        out.bytes(issuer.grant().value()).bytes(issuer.deviceKey()).text(issuer.name());
    }

    static void writeTerms(CborWriter out, InviteTerms terms) {
        out.number(terms.role().code())
                .number(Flag.mask(terms.flags()))
                .number(terms.expiresAtSeconds())
                .number(terms.uses());
    }

    /** Form and signature; the reason of a later version's is {@link #NEWER}. */
    static Parsed<InviteLink> decode(Bytes encoded, Bytes joinSecret) {
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, NEWER);
            var link = read(in, joinSecret);
            require(encode(link).equals(encoded), "not in the one encoding");
            require(
                    Signatures.verify(link.issuer().deviceKey(), signedPart(link), link.signature()),
                    "a wrong signature");
            return link;
        });
    }

    private static InviteLink read(CborReader in, Bytes joinSecret) {
        return new InviteLink(
                new NotebookId(in.bytes(NotebookId.SIZE_BYTES)),
                line(in, InviteLink.TITLE_CHARS_MAX),
                places(in),
                issuer(in),
                terms(in),
                in.bytes(Signatures.SIGNATURE_BYTES),
                joinSecret);
    }

    static MeetingPlaces places(CborReader in) {
        return new MeetingPlaces(
                in.each(MeetingPlaces.PLACES_MAX, () -> in.text(MeetingPlaces.RELAY_CHARS_MAX)),
                in.each(
                        MeetingPlaces.PLACES_MAX,
                        () -> in.list(() ->
                                new LanHint(in.text(LanHint.HOST_CHARS_MAX), (int) in.number(LanHint.PORT_MAX)))));
    }

    private static Issuer issuer(CborReader in) {
        return new Issuer(
                new GrantId(in.bytes(GrantId.SIZE_BYTES)),
                in.bytes(Signatures.PUBLIC_KEY_BYTES),
                line(in, Identity.NAME_CHARS_MAX));
    }

    static InviteTerms terms(CborReader in) {
        return new InviteTerms(
                Role.of(in.number(NUMBER_MAX)),
                Flag.of(in.number(Flag.MASK_MAX)),
                in.number(NUMBER_MAX),
                in.number(InviteTerms.USES_MAX));
    }

    static String line(CborReader in, int charsMax) {
        var text = in.text(charsMax);
        require(OneLine.isOne(text), "not one line");
        return text;
    }
}
