package org.anode.node.share;

import static org.anode.node.wire.CborReader.require;

import org.anode.node.identity.Identity;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Signatures;
import org.anode.node.share.PairingMessage.Agreed;
import org.anode.node.share.PairingMessage.Answer;
import org.anode.node.share.PairingMessage.Ask;
import org.anode.node.share.PairingMessage.Done;
import org.anode.node.share.PairingMessage.No;
import org.anode.node.share.PairingMessage.Reveal;
import org.anode.node.share.PairingMessage.Why;
import org.anode.node.share.PairingMessage.Yes;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;

/** Messages of a pairing as CBOR: {@code [1, kind, [body]]}. The room proves whose they are (RO-3). Pure; any thread. */
final class PairingCodec {
    /** Several times the longest one. */
    static final int MESSAGE_BYTES_MAX = 1024;

    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int KIND_CHARS_MAX = 16;
    private static final long NUMBER_MAX = 1L << 53;

    private PairingCodec() {}

    static Bytes encode(PairingMessage message) {
        return CborWriter.array(FIELDS, out -> write(out.number(VERSION), message));
    }

    private static void write(CborWriter out, PairingMessage message) {
        switch (message) {
            case Ask(var commitment, var name) ->
                out.text("ask").list(2, _ -> out.bytes(commitment).text(name));
            case Answer(var nonce) -> out.text("answer").list(1, _ -> out.bytes(nonce));
            case Reveal(var nonce) -> out.text("reveal").list(1, _ -> out.bytes(nonce));
            case Yes(var person, var signature) ->
                out.text("yes").list(2, _ -> out.bytes(person.value()).bytes(signature));
            case Agreed(var signature) -> out.text("agreed").list(1, _ -> out.bytes(signature));
            case Done() -> out.text("done").list(0, _ -> {});
            case No(var why) -> out.text("no").list(1, _ -> out.number(why.code));
        }
    }

    static Parsed<PairingMessage> decode(Bytes encoded) {
        if (encoded.size() > MESSAGE_BYTES_MAX) return new Malformed<>("message of more than 1 KiB");
        return CborReader.parse(encoded, in -> {
            require(in.number(NUMBER_MAX) == VERSION, "unknown version of message");
            return message(in);
        });
    }

    private static PairingMessage message(CborReader in) {
        var kind = in.text(KIND_CHARS_MAX);
        return in.list(() -> switch (kind) {
            case "ask" -> new Ask(in.bytes(Words.COMMITMENT_BYTES), LinkCodec.line(in, Identity.NAME_CHARS_MAX));
            case "answer" -> new Answer(in.bytes(Words.NONCE_BYTES));
            case "reveal" -> new Reveal(in.bytes(Words.NONCE_BYTES));
            case "yes" -> new Yes(new PersonId(in.bytes(PersonId.SIZE_BYTES)), in.bytes(Signatures.SIGNATURE_BYTES));
            case "agreed" -> new Agreed(in.bytes(Signatures.SIGNATURE_BYTES));
            case "done" -> new Done();
            case "no" -> new No(Why.of(in.number(NUMBER_MAX)));
            default -> throw new IllegalArgumentException("unknown kind of message");
        });
    }
}
