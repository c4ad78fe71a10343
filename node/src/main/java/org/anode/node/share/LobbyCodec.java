package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Identity;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Signatures;
import org.anode.node.identity.StatementCodec;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.Members;
import org.anode.node.share.LobbyMessage.Refused;
import org.anode.node.share.LobbyMessage.Request;
import org.anode.node.share.LobbyMessage.Reveal;
import org.anode.node.share.LobbyMessage.Wait;
import org.anode.node.share.LobbyMessage.Welcome;
import org.anode.node.share.LobbyMessage.Why;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;

/**
 * Lobby messages as CBOR: {@code [1, kind, [body]]}. The room proves whose they are (RO-3). Pure; any thread.
 */
final class LobbyCodec {
    /** What the room carries as one message. */
    static final int MESSAGE_BYTES_MAX = 5 << 20;

    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int KIND_CHARS_MAX = 16;
    private static final long NUMBER_MAX = 1L << 53;

    /** A room secret with its sealing, and room for a later form. */
    private static final int SEALED_BYTES_MAX = 256;

    private LobbyCodec() {}

    static Bytes encode(LobbyMessage message) {
        return CborWriter.array(FIELDS, out -> write(out.number(VERSION), message));
    }

    private static void write(CborWriter out, LobbyMessage message) {
        switch (message) {
            case Request request -> out.text("request").list(5, _ -> writeRequest(out, request));
            case Wait(var nonce) -> out.text("wait").list(1, _ -> out.bytes(nonce));
            case Reveal(var nonce) -> out.text("reveal").list(1, _ -> out.bytes(nonce));
            case Welcome welcome -> out.text("welcome").list(4, _ -> writeWelcome(out, welcome));
            case Refused(var why) -> out.text("refused").list(1, _ -> out.number(why.code));
        }
    }

    private static void writeRequest(CborWriter out, Request request) {
        out.bytes(request.person().value())
                .text(request.name())
                .bytes(request.agreementKey())
                .bytes(request.commitment())
                .each(
                        request.voucher().stream().toList(),
                        voucher ->
                                out.list(2, _ -> out.bytes(voucher.deviceKey()).bytes(voucher.signature())));
    }

    private static void writeWelcome(CborWriter out, Welcome welcome) {
        out.bytes(welcome.notebook().value())
                .each(welcome.statements(), out::bytes)
                .number(welcome.epoch())
                .bytes(welcome.sealed());
    }

    /** Bytes from a peer; checks form and limits, nothing of what statements hold. */
    static Parsed<LobbyMessage> decode(Bytes encoded) {
        if (encoded.size() > MESSAGE_BYTES_MAX) return new Malformed<>("message of more than 5 MiB");
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, "unknown version of message");
            return message(in);
        });
    }

    private static LobbyMessage message(CborReader in) {
        var kind = in.text(KIND_CHARS_MAX);
        return in.list(() -> switch (kind) {
            case "request" -> request(in);
            case "wait" -> new Wait(in.bytes(Words.NONCE_BYTES));
            case "reveal" -> new Reveal(in.bytes(Words.NONCE_BYTES));
            case "welcome" -> welcome(in);
            case "refused" -> new Refused(Why.of(in.number(NUMBER_MAX)));
            default -> throw new IllegalArgumentException("unknown kind of message");
        });
    }

    private static Request request(CborReader in) {
        return new Request(
                new PersonId(in.bytes(PersonId.SIZE_BYTES)),
                LinkCodec.line(in, Identity.NAME_CHARS_MAX),
                in.bytes(DeviceKeys.AGREEMENT_KEY_BYTES),
                in.bytes(Words.COMMITMENT_BYTES),
                in.each(1, () -> in.list(() -> voucher(in))).stream().findFirst());
    }

    private static Voucher voucher(CborReader in) {
        return new Voucher(in.bytes(Signatures.PUBLIC_KEY_BYTES), in.bytes(Signatures.SIGNATURE_BYTES));
    }

    private static Welcome welcome(CborReader in) {
        return new Welcome(
                new NotebookId(in.bytes(NotebookId.SIZE_BYTES)),
                in.each(Members.STATEMENTS_MAX, () -> in.bytesUpTo(StatementCodec.STATEMENT_BYTES_MAX)),
                in.number(NUMBER_MAX),
                in.bytesUpTo(SEALED_BYTES_MAX));
    }
}
