package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.Signatures;
import org.anode.node.share.TwinMessage.Claim;
import org.anode.node.share.TwinMessage.Proof;
import org.anode.node.share.TwinMessage.Replaced;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;

/** What twins say as strict CBOR: {@code [1, kind, [body]]}. The room proves whose it is (RO-3). Pure; any thread. */
public final class TwinCodec {
    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int KIND_CHARS_MAX = 16;
    private static final long NUMBER_MAX = 1L << 53;

    private TwinCodec() {}

    public static Bytes encode(TwinMessage message) {
        return CborWriter.array(FIELDS, out -> write(out.number(VERSION), message));
    }

    private static void write(CborWriter out, TwinMessage message) {
        switch (message) {
            case Claim claim ->
                out.text("claim")
                        .list(
                                3,
                                _ -> out.number(claim.elsewhere() ? 1 : 0)
                                        .number(claim.runsMs())
                                        .bytes(claim.token()));
            case Proof(var signature) -> out.text("proof").list(1, _ -> out.bytes(signature));
            case Replaced(var formerKey, var signature, var isTold) ->
                out.text("replaced")
                        .list(3, _ -> out.bytes(formerKey).bytes(signature).number(isTold ? 1 : 0));
        }
    }

    public static Parsed<TwinMessage> decode(Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, "unknown version of message");
            return message(in);
        });
    }

    private static TwinMessage message(CborReader in) {
        var kind = in.text(KIND_CHARS_MAX);
        return in.list(() -> switch (kind) {
            case "claim" -> new Claim(in.number(1) == 1, in.number(NUMBER_MAX), in.bytes(Claim.TOKEN_BYTES));
            case "proof" -> new Proof(in.bytes(Signatures.SIGNATURE_BYTES));
            case "replaced" ->
                new Replaced(
                        in.bytes(Signatures.PUBLIC_KEY_BYTES), in.bytes(Signatures.SIGNATURE_BYTES), in.number(1) == 1);
            default -> throw new IllegalArgumentException("unknown kind of message");
        });
    }
}
