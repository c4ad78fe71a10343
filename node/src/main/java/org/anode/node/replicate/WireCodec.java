package org.anode.node.replicate;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.WireMessage.Batches;
import org.anode.node.replicate.WireMessage.Digest;
import org.anode.node.replicate.WireMessage.DocumentPositions;
import org.anode.node.replicate.WireMessage.GrantDigest;
import org.anode.node.replicate.WireMessage.GrantPositions;
import org.anode.node.replicate.WireMessage.MemberTips;
import org.anode.node.replicate.WireMessage.Positions;
import org.anode.node.replicate.WireMessage.Preview;
import org.anode.node.replicate.WireMessage.PreviewWanted;
import org.anode.node.replicate.WireMessage.Statements;
import org.anode.node.replicate.WireMessage.Summary;
import org.anode.node.replicate.WireMessage.Wants;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.Parsed;

/** Messages as CBOR: {@code [1, kind, [body]]}. What breaks a limit of {@link WireLimits} is malformed. Pure. */
public final class WireCodec {
    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int HASH_BYTES = 32;
    private static final int KIND_CHARS_MAX = 16;

    private WireCodec() {}

    public static Bytes encode(WireMessage message) {
        return CborWriter.array(FIELDS, out -> write(out.number(VERSION), message));
    }

    private static void write(CborWriter out, WireMessage message) {
        switch (message) {
            case Digest(var members, var batches) ->
                out.text("digest").list(2, _ -> out.bytes(members).bytes(batches));
            case MemberTips(var tips) -> out.text("tips").list(1, _ -> out.each(tips, tip -> writeTip(out, tip)));
            case Statements(var encoded) -> out.text("statements").list(1, _ -> out.each(encoded, out::bytes));
            case Summary(var grants) -> out.text("summary").list(1, _ -> out.each(grants, g -> writeDigest(out, g)));
            case Positions(var grants) ->
                out.text("positions").list(1, _ -> out.each(grants, grant -> writeGrant(out, grant)));
            case Batches(var document, var more, var encoded) ->
                out.text("batches")
                        .list(
                                3,
                                _ -> out.text(document.text())
                                        .number(more ? 1 : 0)
                                        .each(encoded, out::bytes));
            case Wants(var document, var changes) ->
                out.text("wants")
                        .list(2, _ -> out.text(document.text()).each(changes, change -> out.bytes(change.value())));
            case PreviewWanted(var document, var batches) ->
                out.text("preview-wanted")
                        .list(2, _ -> out.text(document.text()).number(batches));
            case Preview(var document, var tips, var history) ->
                out.text("preview")
                        .list(
                                3,
                                _ -> out.text(document.text())
                                        .each(tips, out::bytes)
                                        .bytes(history));
        }
    }

    private static void writeTip(CborWriter out, Members.Tip tip) {
        out.list(3, _ -> out.bytes(tip.issuer().value()).number(tip.seq()).bytes(tip.hash()));
    }

    private static void writeDigest(CborWriter out, GrantDigest grant) {
        out.list(2, _ -> out.bytes(grant.grant().value()).bytes(grant.digest()));
    }

    private static void writeGrant(CborWriter out, GrantPositions grant) {
        out.list(
                2,
                _ -> out.bytes(grant.grant().value())
                        .each(grant.documents(), document -> writeDocument(out, document)));
    }

    private static void writeDocument(CborWriter out, DocumentPositions document) {
        out.list(
                2,
                _ -> out.text(document.document().text())
                        .each(document.positions(), position -> writePosition(out, position)));
    }

    private static void writePosition(CborWriter out, Position position) {
        out.list(
                3,
                _ -> out.bytes(position.actor().value())
                        .number(position.lastSeq())
                        .bytes(position.hash().value()));
    }

    /** Bytes from a peer; checks form and limits, nothing of what batches and statements hold. */
    public static Parsed<WireMessage> decode(Bytes encoded) {
        if (encoded.size() > WireLimits.MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("message of more than 5 MiB");
        return CborReader.parse(encoded, in -> {
            require(in.number(Limits.SEQ_MAX) == VERSION, "unknown version of message");
            var kind = in.text(KIND_CHARS_MAX);
            return in.list(() -> body(in, kind));
        });
    }

    private static WireMessage body(CborReader in, String kind) {
        return switch (kind) {
            case "digest" -> new Digest(in.bytes(HASH_BYTES), in.bytes(HASH_BYTES));
            case "tips" -> new MemberTips(in.each(Members.STATEMENTS_MAX, () -> tip(in)));
            case "statements" ->
                new Statements(
                        in.each(WireLimits.STATEMENTS_MAX, () -> in.bytesUpTo(StatementCodec.STATEMENT_BYTES_MAX)));
            case "summary" -> new Summary(in.each(WireLimits.GRANTS_MAX, () -> digest(in)));
            case "positions" -> positions(in);
            case "batches" ->
                new Batches(
                        document(in),
                        in.number(1) == 1,
                        in.each(WireLimits.BATCHES_MAX, () -> in.bytesUpTo(Limits.BATCH_BYTES_MAX)));
            case "wants" ->
                new Wants(
                        document(in),
                        in.each(WireLimits.WANTS_MAX, () -> new ChangeHash(in.bytes(ChangeHash.SIZE_BYTES))));
            case "preview-wanted" -> new PreviewWanted(document(in), in.number(Limits.SEQ_MAX));
            case "preview" ->
                new Preview(
                        document(in),
                        in.each(WireLimits.TIPS_MAX, () -> in.bytesUpTo(Limits.BATCH_BYTES_MAX)),
                        in.bytesUpTo(WireLimits.PREVIEW_BYTES_MAX));
            default -> throw new IllegalArgumentException("unknown kind of message");
        };
    }

    private static DocumentName document(CborReader in) {
        return DocumentName.parse(in.text(Limits.DOCUMENT_NAME_CHARS_MAX));
    }

    private static Members.Tip tip(CborReader in) {
        return in.list(() -> new Members.Tip(
                new GrantId(in.bytes(GrantId.SIZE_BYTES)), in.number(Limits.SEQ_MAX), in.bytes(HASH_BYTES)));
    }

    private static GrantDigest digest(CborReader in) {
        return in.list(() -> new GrantDigest(new GrantId(in.bytes(GrantId.SIZE_BYTES)), in.bytes(HASH_BYTES)));
    }

    private static Positions positions(CborReader in) {
        return new Positions(in.each(
                WireLimits.GRANTS_MAX,
                () -> in.list(() -> new GrantPositions(
                        new GrantId(in.bytes(GrantId.SIZE_BYTES)),
                        in.each(WireLimits.POSITIONS_MAX, () -> documentPositions(in))))));
    }

    private static DocumentPositions documentPositions(CborReader in) {
        return in.list(
                () -> new DocumentPositions(document(in), in.each(WireLimits.POSITIONS_MAX, () -> position(in))));
    }

    private static Position position(CborReader in) {
        return in.list(() -> new Position(
                new ActorId(in.bytes(ActorId.SIZE_BYTES)),
                in.number(Limits.SEQ_MAX),
                new BatchHash(in.bytes(BatchHash.SIZE_BYTES))));
    }
}
