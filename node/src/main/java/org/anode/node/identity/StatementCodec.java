package org.anode.node.identity;

import static org.anode.node.wire.CborReader.require;

import java.util.Optional;
import org.anode.node.identity.Statement.Admit;
import org.anode.node.identity.Statement.Body;
import org.anode.node.identity.Statement.Epoch;
import org.anode.node.identity.Statement.Grant;
import org.anode.node.identity.Statement.Recipient;
import org.anode.node.identity.Statement.Revoke;
import org.anode.node.identity.Statement.Schema;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;

/**
 * Statements as signed CBOR: {@code [1, issuer, seq, previous, kind, [body], signature]}. The signature covers
 * {@code "anode-statement-sig-1"} and everything before it; the hash covers everything. One encoding for each
 * statement: what is not exactly what {@link #seal} writes is malformed. Pure; any thread.
 */
public final class StatementCodec {
    /** A cut of a long-lived notebook with every actor named fits; what is larger is no statement. */
    public static final int STATEMENT_BYTES_MAX = 1 << 20;

    /** Devices in an epoch. */
    private static final int ITEMS_MAX = 20_000;

    /** A room secret of 32 bytes with its sealing. */
    private static final int WRAPPED_BYTES_MAX = 256;

    private static final long NUMBER_MAX = 1L << 53;
    private static final int HASH_BYTES = 32;
    private static final long VERSION = 1;
    private static final int FIELDS = 7;

    private static final Bytes HASH_DOMAIN = Bytes.utf8("anode-statement-1");
    private static final Bytes SIGNATURE_DOMAIN = Bytes.utf8("anode-statement-sig-1");

    /** CBOR's header of a byte string (2 bytes here) and the signature itself. */
    private static final int SIGNATURE_ITEM_BYTES = 2 + Signatures.SIGNATURE_BYTES;

    private static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[Signatures.SIGNATURE_BYTES]);

    private StatementCodec() {}

    /** Signs {@code statement} with the issuer's keys; for a root with those of the device it grants everything. */
    public static SealedStatement seal(Statement statement, DeviceKeys keys) {
        var signature = keys.sign(signedPart(encode(statement, NO_SIGNATURE)));
        return sealed(statement, signature, encode(statement, signature));
    }

    /** Checks form, not signature: whose it must be stands in other statements. */
    public static Parsed<SealedStatement> decode(Bytes encoded) {
        if (encoded.size() > STATEMENT_BYTES_MAX) return new Parsed.Malformed<>("statement of more than 1 MiB");
        return CborReader.parse(encoded, in -> read(in, encoded));
    }

    static Bytes signedPart(Bytes encoded) {
        return Bytes.concat(SIGNATURE_DOMAIN, encoded.slice(0, encoded.size() - SIGNATURE_ITEM_BYTES));
    }

    private static SealedStatement read(CborReader in, Bytes encoded) {
        require(in.number(NUMBER_MAX) == VERSION, "unknown version of statement");
        var issuer = in.bytesUpTo(GrantId.SIZE_BYTES);
        var statement = new Statement(
                issuer.isEmpty() ? Optional.empty() : Optional.of(new GrantId(issuer)),
                in.number(NUMBER_MAX),
                in.bytes(HASH_BYTES),
                body(in));
        var signature = in.bytes(Signatures.SIGNATURE_BYTES);
        require(isConsistent(statement), "root and chain do not fit");
        require(encode(statement, signature).equals(encoded), "not in the one encoding");
        return sealed(statement, signature, encoded);
    }

    private static SealedStatement sealed(Statement statement, Bytes signature, Bytes encoded) {
        return new SealedStatement(
                statement,
                signature,
                encoded,
                Bytes.concat(HASH_DOMAIN, encoded).sha256());
    }

    /** The root is an admin grant without a chain; a chain's first statement, and only it, names no previous one. */
    private static boolean isConsistent(Statement statement) {
        boolean starts = statement.previous().equals(Statement.NO_PREVIOUS);
        if (!statement.isRoot()) return statement.seq() >= 1 && starts == (statement.seq() == 1);
        return statement.seq() == 0 && starts && statement.body() instanceof Grant grant && grant.role() == Role.ADMIN;
    }

    private static Bytes encode(Statement statement, Bytes signature) {
        return CborWriter.array(FIELDS, out -> {
            out.number(VERSION)
                    .bytes(statement.issuer().map(GrantId::value).orElse(Bytes.EMPTY))
                    .number(statement.seq())
                    .bytes(statement.previous());
            write(out, statement.body());
            out.bytes(signature);
        });
    }

    private static void write(CborWriter out, Body body) {
        switch (body) {
            case Grant grant -> out.text("grant").list(6, _ -> writeGrant(out, grant));
            case Revoke revoke ->
                out.text("revoke")
                        .list(3, _ -> CutCodec.write(out.bytes(revoke.grant().value()), revoke.cut()));
            case Admit admit ->
                out.text("admit")
                        .list(3, _ -> CutCodec.write(out.bytes(admit.grant().value()), admit.cut()));
            case Epoch epoch -> out.text("epoch").list(4, _ -> writeEpoch(out, epoch));
            case Schema schema -> out.text("schema").list(1, _ -> out.number(schema.number()));
        }
    }

    private static Body body(CborReader in) {
        var kind = in.text(16);
        return in.list(() -> switch (kind) {
            case "grant" -> grant(in);
            case "revoke" -> new Revoke(new GrantId(in.bytes(GrantId.SIZE_BYTES)), CutCodec.read(in));
            case "admit" -> new Admit(new GrantId(in.bytes(GrantId.SIZE_BYTES)), CutCodec.read(in));
            case "epoch" -> epoch(in);
            case "schema" -> new Schema(in.number(NUMBER_MAX));
            default -> throw new IllegalArgumentException("unknown kind of statement");
        });
    }

    private static void writeGrant(CborWriter out, Grant grant) {
        out.bytes(grant.deviceKey())
                .bytes(grant.agreementKey())
                .bytes(grant.person().value())
                .number(grant.role().code())
                .number(Flag.mask(grant.flags()))
                .bytes(grant.salt());
    }

    private static Grant grant(CborReader in) {
        var deviceKey = in.bytes(Signatures.PUBLIC_KEY_BYTES);
        require(Signatures.isPublicKey(deviceKey), "not a public key");
        return new Grant(
                deviceKey,
                in.bytes(32),
                new PersonId(in.bytes(PersonId.SIZE_BYTES)),
                Role.of(in.number(NUMBER_MAX)),
                Flag.of(in.number(Flag.MASK_MAX)),
                in.bytes(Statement.SALT_BYTES));
    }

    private static void writeEpoch(CborWriter out, Epoch epoch) {
        out.number(epoch.number())
                .bytes(epoch.room())
                .each(epoch.without(), grant -> out.bytes(grant.value()))
                .each(
                        epoch.recipients(),
                        to -> out.list(2, _ -> out.bytes(to.device().value()).bytes(to.wrapped())));
    }

    private static Epoch epoch(CborReader in) {
        return new Epoch(
                in.number(NUMBER_MAX),
                in.bytes(HASH_BYTES),
                in.each(ITEMS_MAX, () -> new GrantId(in.bytes(GrantId.SIZE_BYTES))),
                in.each(ITEMS_MAX, () -> recipient(in)));
    }

    private static Recipient recipient(CborReader in) {
        return in.list(
                () -> new Recipient(new DeviceId(in.bytes(DeviceId.SIZE_BYTES)), in.bytesUpTo(WRAPPED_BYTES_MAX)));
    }
}
